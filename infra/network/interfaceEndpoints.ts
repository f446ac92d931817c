import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig, Target } from "../stage";
import { type EndpointServiceName, interfaceEndpointPolicy } from "./endpointPolicy";
import { https, httpsPassage } from "./httpsPassage";

export interface InterfaceEndpointsArgs {
  readonly config: StageConfig;
  readonly target: Target;
  readonly vpcId: pulumi.Input<string>;
  /** One per Availability Zone. */
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * AWS services inside the VPC, one interface endpoint for each that the stage lists. All have one security group, which
 * lets in 443 and has no way out: an endpoint only answers.
 */
export class InterfaceEndpoints extends pulumi.ComponentResource {
  /** Group of every endpoint: what functions are let out to. */
  readonly securityGroupId: pulumi.Output<string>;
  readonly endpoints: Readonly<Partial<Record<EndpointServiceName, aws.ec2.VpcEndpoint>>>;

  constructor(name: string, args: InterfaceEndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:network:InterfaceEndpoints", name, {}, opts);
    const { config, target, vpcId } = args;
    const parent = { parent: this };
    const group = new aws.ec2.SecurityGroup(
      `${name}-group`,
      {
        description: `Interface endpoints of ${target.prefix}: HTTPS in, nothing out`,
        vpcId,
        tags: { Name: `${target.prefix}-endpoints` },
      },
      parent,
    );
    if (config.network.endpointAccess === "callers") callersGroup(name, args, group, parent);
    if (config.network.endpointAccess === "vpc") {
      new aws.vpc.SecurityGroupIngressRule(
        `${name}-from-vpc`,
        {
          ...https,
          description: "HTTPS from any address of the VPC",
          securityGroupId: group.id,
          cidrIpv4: config.network.cidrBlock,
        },
        parent,
      );
    }
    this.securityGroupId = group.id;
    this.endpoints = Object.fromEntries(
      config.network.interfaceEndpoints.map((service) => [
        service,
        new aws.ec2.VpcEndpoint(
          `${name}-${service}`,
          {
            vpcId,
            vpcEndpointType: "Interface",
            serviceName: pulumi.interpolate`com.amazonaws.${target.region}.${service}`,
            subnetIds: args.subnetIds,
            securityGroupIds: [group.id],
            // The SDK's own host names then lead here, and no function needs another setting.
            privateDnsEnabled: true,
            policy: interfaceEndpointPolicy(service, target),
            tags: { Name: `${target.prefix}-${service}` },
          },
          parent,
        ),
      ]),
    );
    this.registerOutputs({ securityGroupId: this.securityGroupId });
  }
}

/** A group for what else in the VPC may call: whoever carries it reaches the endpoints, and by it nothing else. */
function callersGroup(
  name: string,
  { target, vpcId }: InterfaceEndpointsArgs,
  endpoints: aws.ec2.SecurityGroup,
  parent: pulumi.CustomResourceOptions,
): void {
  const callers = new aws.ec2.SecurityGroup(
    `${name}-callers`,
    {
      name: `${target.prefix}-endpoint-callers`,
      description: `Callers of ${target.prefix} inside the VPC: HTTPS to the interface endpoints`,
      vpcId,
      tags: { Name: `${target.prefix}-endpoint-callers` },
    },
    parent,
  );
  httpsPassage(
    {
      securityGroupId: callers.id,
      rule: `${name}-from-callers`,
      description: "AWS services and private APIs through the interface endpoints",
    },
    {
      securityGroupId: endpoints.id,
      rule: `${name}-at-callers`,
      description: "HTTPS from the group of callers",
    },
    parent,
  );
}
