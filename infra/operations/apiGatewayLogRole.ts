import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, serviceTrust } from "../iam";
import type { Target } from "../stage";

/**
 * The role by which API Gateway writes logs: one for an account and Region, whoever set it last. So exactly one stack
 * owns it, and it outlives that stack, because other stacks' APIs log through it.
 */
export class ApiGatewayLogRole extends pulumi.ComponentResource {
  /** What a stage that logs waits for. */
  readonly account: aws.apigateway.Account;

  constructor(name: string, { target }: { readonly target: Target }, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:operations:ApiGatewayLogRole", name, {}, opts);
    const kept = { parent: this, retainOnDelete: true };
    const role = new aws.iam.Role(
      `${name}-role`,
      {
        description: "API Gateway writes execution and access logs with it, for the whole account",
        assumeRolePolicy: serviceTrust("apigateway.amazonaws.com", target.accountId),
      },
      kept,
    );
    const { partition, region, accountId } = target;
    const policy = new aws.iam.RolePolicy(
      `${name}-policy`,
      {
        role: role.id,
        policy: policyDocument([
          {
            Effect: "Allow",
            Action: [
              "logs:CreateLogGroup",
              "logs:CreateLogStream",
              "logs:DescribeLogGroups",
              "logs:DescribeLogStreams",
              "logs:PutLogEvents",
              "logs:GetLogEvents",
              "logs:FilterLogEvents",
            ],
            // For every API of the account: what it is allowed here, all stages share.
            Resource: pulumi.interpolate`arn:${partition}:logs:${region}:${accountId}:log-group:*`,
          },
        ]),
      },
      kept,
    );
    this.account = new aws.apigateway.Account(
      `${name}-account`,
      { cloudwatchRoleArn: role.arn },
      { ...kept, dependsOn: [policy] },
    );
    this.registerOutputs();
  }
}
