import * as pulumi from "@pulumi/pulumi";
import { compileContract, type JsonObject } from "../contract";
import type { RestApiArgs } from "./restApiArgs";

const closed = { allowOrigins: [], maxAgeSeconds: 0 };

/** The body to import: the contract, with what this stage gives it. Known when all that it names is. */
export function restApiBody(
  args: RestApiArgs & { readonly roleArns: Readonly<Record<string, pulumi.Output<string>>> },
): pulumi.Output<JsonObject> {
  const { contract, settings, headers } = args;
  const functions = Object.fromEntries(
    Object.entries(args.functions ?? {}).map(([part, { invokeArn }]) => [part, invokeArn]),
  );
  const targets = Object.fromEntries(
    Object.entries(args.targets ?? {}).map(([target, { arn }]) => [target, { arn }]),
  );
  return pulumi
    .output({
      functions,
      targets,
      roles: args.roleArns,
      backends: args.backends ?? {},
      vpcLinks: args.vpcLinks ?? {},
      userPoolArn: args.userPoolArn,
      policy: args.policy,
    })
    .apply(({ userPoolArn, policy, ...bindings }) =>
      compileContract(contract, {
        ...bindings,
        ...(userPoolArn === undefined ? {} : { userPoolArn }),
        ...(policy === undefined ? {} : { policy }),
        ...(headers === undefined ? {} : { headers }),
        cors: settings.cors ?? closed,
        ...(settings.integrationTimeoutMillis === undefined
          ? {}
          : { integrationTimeoutMillis: settings.integrationTimeoutMillis }),
        ...(settings.compressionMinimumBytes === undefined
          ? {}
          : { minimumCompressionSize: settings.compressionMinimumBytes }),
      }),
    );
}
