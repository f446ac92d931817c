import * as pulumi from "@pulumi/pulumi";

/** Puts a permissions boundary on every IAM role that is declared from now on, those inside components included. */
export function boundEveryRole(policyArn: string): void {
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
    // Pulumi's own classes pass on every property, those left out as undefined: a spread after it would take it away.
    type === "aws:iam/role:Role"
      ? {
          props: {
            ...props,
            permissionsBoundary: (props.permissionsBoundary as string | undefined) ?? policyArn,
          },
          opts,
        }
      : undefined,
  );
}
