import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, serviceTrust } from "../iam";
import { logGroup } from "../observability/logGroup";
import type { StageConfig, Target } from "../stage";

export interface FlowLogsArgs {
  readonly config: StageConfig;
  readonly target: Target;
  readonly vpcId: pulumi.Input<string>;
  readonly kmsKeyArn: pulumi.Input<string>;
}

/** Accepted and refused connections of a VPC, in a log group of their own. */
export class FlowLogs extends pulumi.ComponentResource {
  constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:network:FlowLogs", name, {}, opts);
    const { config, target, vpcId, kmsKeyArn } = args;
    const group = logGroup(
      `${name}-log`,
      { config, name: `/aws/vendedlogs/${target.prefix}/vpc-flow`, kmsKeyArn },
      { parent: this },
    );
    const role = new aws.iam.Role(
      `${name}-role`,
      {
        description: `Writes the flow logs of ${target.prefix}`,
        assumeRolePolicy: serviceTrust("vpc-flow-logs.amazonaws.com", target.accountId),
      },
      { parent: this },
    );
    const policy = new aws.iam.RolePolicy(
      `${name}-policy`,
      {
        role: role.id,
        policy: policyDocument([
          {
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
            Resource: [group.arn, pulumi.interpolate`${group.arn}:*`],
          },
        ]),
      },
      { parent: this },
    );
    new aws.ec2.FlowLog(
      `${name}-all`,
      {
        vpcId,
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: group.arn,
        iamRoleArn: role.arn,
      },
      { parent: this, dependsOn: [policy] },
    );
    this.registerOutputs();
  }
}
