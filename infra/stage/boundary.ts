import * as pulumi from "@pulumi/pulumi";

/** Puts a permissions boundary on every IAM role that is declared from now on, those inside components included. */
export function boundEveryRole(policyArn: string): void {
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
    type === "aws:iam/role:Role" ? { props: { permissionsBoundary: policyArn, ...props }, opts } : undefined,
  );
}
