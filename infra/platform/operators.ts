import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ContractOperation } from "../contract";
import { policyDocument } from "../iam";
import type { StageConfig, Target } from "../stage";

export interface OperatorsArgs {
  readonly config: StageConfig;
  readonly target: Target;
  /** `arn:<partition>:execute-api:<region>:<account>:<api id>` */
  readonly executionArn: pulumi.Input<string>;
  readonly operations: readonly ContractOperation[];
}

/** What the roles of operators may call. */
const kinds = {
  reader: { what: "reads", may: ({ method }: ContractOperation) => method === "GET" || method === "HEAD" },
  writer: { what: "reads and changes", may: () => true },
} as const;

/**
 * The roles by which people and programs call the back office: one that reads and one that also changes. Each may invoke
 * exactly the methods of the contract, in this stage, and nothing else. People take one for an hour.
 */
export class Operators extends pulumi.ComponentResource {
  readonly readerRoleArn: pulumi.Output<string>;
  readonly writerRoleArn: pulumi.Output<string>;

  constructor(name: string, args: OperatorsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:access:Operators", name, {}, opts);
    this.readerRoleArn = this.role(name, "reader", args);
    this.writerRoleArn = this.role(name, "writer", args);
    this.registerOutputs({ readerRoleArn: this.readerRoleArn, writerRoleArn: this.writerRoleArn });
  }

  private role(
    name: string,
    kind: keyof typeof kinds,
    { config, target, executionArn, operations }: OperatorsArgs,
  ): pulumi.Output<string> {
    const { trustedAccountIds, principals, requireMfa } = config.backoffice.operators;
    const parent = { parent: this };
    const { what, may } = kinds[kind];
    const accounts = trustedAccountIds.length > 0 ? trustedAccountIds : [target.accountId];
    const role = new aws.iam.Role(
      `${name}-${kind}`,
      {
        name: `${target.prefix}-backoffice-${kind}`,
        description: `${kind === "reader" ? "Reads" : "Reads and changes"} through the back office of ${target.prefix}`,
        maxSessionDuration: 3600,
        assumeRolePolicy: policyDocument(
          accounts.map((account) => ({
            Effect: "Allow",
            // Roles come and go; a role named here and made anew would be somebody else to IAM.
            Principal: { AWS: pulumi.interpolate`arn:${target.partition}:iam::${account}:root` },
            Action: "sts:AssumeRole",
            Condition: {
              ArnLike: {
                "aws:PrincipalArn": pulumi.interpolate`arn:${target.partition}:iam::${account}:${principals}`,
              },
              ...(requireMfa ? { Bool: { "aws:MultiFactorAuthPresent": "true" } } : {}),
            },
          })),
        ),
      },
      parent,
    );
    new aws.iam.RolePolicy(
      `${name}-${kind}-policy`,
      {
        role: role.id,
        policy: policyDocument([
          {
            Sid: `What${what
              .split(" ")
              .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
              .join("")}`,
            Effect: "Allow",
            Action: "execute-api:Invoke",
            Resource: operations
              .filter(may)
              .map(
                ({ method, path }) =>
                  pulumi.interpolate`${executionArn}/${target.stage}/${method}${path.replace(/\{[^}]*\}/g, "*")}`,
              ),
          },
        ]),
      },
      parent,
    );
    return role.arn;
  }
}
