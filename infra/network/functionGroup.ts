import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Target } from "../stage";
import { https, httpsPassage } from "./httpsPassage";
import type { Network } from "./network";

export interface FunctionGroupArgs {
  readonly target: Target;
  readonly network: Network;
  /** Whose functions, for people and in the group's name. */
  readonly owner: string;
}

/** Security group of functions in the VPC: out to DynamoDB and to the interface endpoints that there are, nothing in. */
export class FunctionGroup extends pulumi.ComponentResource {
  readonly securityGroupId: pulumi.Output<string>;
  /** What has to stand before a function can call anything. */
  readonly rules: readonly pulumi.Resource[];

  constructor(name: string, args: FunctionGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:network:FunctionGroup", name, {}, opts);
    const { network, owner, target } = args;
    const parent = { parent: this };
    const group = new aws.ec2.SecurityGroup(
      `${name}-group`,
      {
        description: `Functions of ${target.prefix} ${owner}: to AWS services inside the VPC and nowhere else`,
        vpcId: network.vpcId,
        tags: { Name: `${target.prefix}-${owner}-functions` },
      },
      parent,
    );
    const toDynamoDb = new aws.vpc.SecurityGroupEgressRule(
      `${name}-to-dynamodb`,
      {
        ...https,
        description: "DynamoDB through the gateway endpoint",
        securityGroupId: group.id,
        prefixListId: network.dynamoDbPrefixListId,
      },
      parent,
    );
    const endpointsGroup = network.interfaceEndpoints?.securityGroupId;
    const passages = endpointsGroup
      ? httpsPassage(
          {
            securityGroupId: group.id,
            rule: `${name}-to-endpoints`,
            description: "AWS services through the interface endpoints",
          },
          {
            securityGroupId: endpointsGroup,
            rule: `${name}-at-endpoints`,
            description: `HTTPS from functions of ${owner}`,
          },
          parent,
        )
      : [];
    this.securityGroupId = group.id;
    this.rules = [toDynamoDb, ...passages];
    this.registerOutputs({ securityGroupId: this.securityGroupId });
  }
}
