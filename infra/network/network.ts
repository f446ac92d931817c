import * as aws from "@pulumi/aws";
// This module alone: the whole package loads its classic API first, a sixth of a second.
import * as ec2 from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../iam";
import type { StageConfig, Target } from "../stage";
import { EndpointService } from "./endpointService";
import { FlowLogs } from "./flowLogs";
import { InterfaceEndpoints } from "./interfaceEndpoints";
import { subnetLayout } from "./subnets";

export interface NetworkArgs {
  readonly config: StageConfig;
  readonly target: Target;
  /** Key of the flow logs. */
  readonly kmsKeyArn: pulumi.Input<string>;
}

/**
 * The VPC that functions run in. Its default security group lets nothing through, DynamoDB is reached through a
 * gateway endpoint (which costs nothing), other services through those interface endpoints that the stage lists, and
 * all traffic is logged.
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  /** One subnet per Availability Zone, for functions. */
  readonly workloadSubnetIds: pulumi.Output<string[]>;
  /** The addresses of DynamoDB in this Region, for egress rules. */
  readonly dynamoDbPrefixListId: pulumi.Output<string>;
  /** Absent where the stage lists none. */
  readonly interfaceEndpoints: InterfaceEndpoints | undefined;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:network:Network", name, {}, opts);
    const { config, target } = args;
    const layout = subnetLayout(config.network);

    const vpc = new ec2.Vpc(
      `${name}-vpc`,
      {
        cidrBlock: config.network.cidrBlock,
        numberOfAvailabilityZones: config.network.availabilityZones,
        natGateways: { strategy: layout.natStrategy },
        subnetStrategy: "Auto",
        subnetSpecs: layout.subnets.map(({ type, name: subnet }) => ({ type, name: subnet })),
        enableDnsSupport: true,
        enableDnsHostnames: true,
        tags: { Name: target.prefix },
      },
      { parent: this },
    );

    new aws.ec2.DefaultSecurityGroup(
      `${name}-closed`,
      { vpcId: vpc.vpcId, ingress: [], egress: [], tags: { Name: `${target.prefix}-closed` } },
      { parent: this },
    );

    const gateway = (service: string, policy: pulumi.Output<string>) =>
      new aws.ec2.VpcEndpoint(
        `${name}-${service}`,
        {
          vpcId: vpc.vpcId,
          vpcEndpointType: "Gateway",
          serviceName: pulumi.interpolate`com.amazonaws.${target.region}.${service}`,
          routeTableIds: vpc.routeTables.apply((tables) => pulumi.all(tables.map((table) => table.id))),
          policy,
          tags: { Name: `${target.prefix}-${service}` },
        },
        { parent: this },
      );
    const dynamoDb = gateway("dynamodb", tablesOfThisAccount(target));
    if (config.network.s3GatewayEndpoint) gateway("s3", bucketsOfThisAccount(target));

    new FlowLogs(`${name}-flow`, { ...args, vpcId: vpc.vpcId }, { parent: this });

    this.vpcId = vpc.vpcId;
    this.workloadSubnetIds = layout.workloads === "Isolated" ? vpc.isolatedSubnetIds : vpc.privateSubnetIds;
    this.dynamoDbPrefixListId = dynamoDb.prefixListId;
    this.interfaceEndpoints =
      config.network.interfaceEndpoints.length > 0
        ? new InterfaceEndpoints(
            `${name}-endpoints`,
            { config, target, vpcId: vpc.vpcId, subnetIds: this.workloadSubnetIds },
            { parent: this },
          )
        : undefined;
    const executeApi = this.interfaceEndpoints?.endpoints["execute-api"];
    if (config.network.endpointService && this.interfaceEndpoints && executeApi) {
      new EndpointService(
        `${name}-service`,
        {
          config,
          target,
          settings: config.network.endpointService,
          vpcId: vpc.vpcId,
          subnetIds: this.workloadSubnetIds,
          endpoint: executeApi,
          endpointGroupId: this.interfaceEndpoints.securityGroupId,
        },
        { parent: this },
      );
    }
    this.registerOutputs({ vpcId: this.vpcId, workloadSubnetIds: this.workloadSubnetIds });
  }
}

/** Item calls only: tables are made and changed from outside the VPC. */
const itemActions = ["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan"].map(
  (action) => `dynamodb:${action}`,
);

/** Endpoint policy: who may is IAM's matter, but no data leaves for another account's table. */
function tablesOfThisAccount({ partition, region, accountId }: Target): pulumi.Output<string> {
  return policyDocument([
    {
      Effect: "Allow",
      Principal: "*",
      Action: itemActions,
      Resource: pulumi.interpolate`arn:${partition}:dynamodb:${region}:${accountId}:table/*`,
      Condition: { StringEquals: { "aws:PrincipalAccount": accountId } },
    },
  ]);
}

/** As for tables: objects of this account's buckets, by this account's callers. Bucket names have no account in them. */
function bucketsOfThisAccount({ partition, accountId }: Target): pulumi.Output<string> {
  return policyDocument([
    {
      Effect: "Allow",
      Principal: "*",
      Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"],
      Resource: [pulumi.interpolate`arn:${partition}:s3:::*`],
      Condition: { StringEquals: { "aws:PrincipalAccount": accountId, "aws:ResourceAccount": accountId } },
    },
  ]);
}
