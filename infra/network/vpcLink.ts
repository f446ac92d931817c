import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Target } from "../stage";
import { httpsPassage } from "./httpsPassage";
import type { Network } from "./network";
import type { PrivateBackend } from "./privateBackend";

export interface VpcLinkArgs {
  readonly target: Target;
  readonly network: Network;
  readonly backend: PrivateBackend;
  /** The API it is for; part of physical names. */
  readonly api: string;
}

/** The way of an HTTP API to a load balancer inside the VPC: its network interfaces are let out to that one only. */
export class VpcLink extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;

  constructor(name: string, args: VpcLinkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:network:VpcLink", name, {}, opts);
    const { target, network, backend, api } = args;
    const parent = { parent: this };
    const group = new aws.ec2.SecurityGroup(
      `${name}-group`,
      {
        description: `VPC link of ${target.prefix} ${api}: to its load balancer and nowhere else`,
        vpcId: network.vpcId,
        tags: { Name: `${target.prefix}-${api}-link` },
      },
      parent,
    );
    const rules = httpsPassage(
      {
        securityGroupId: group.id,
        rule: `${name}-to-backend`,
        description: "The load balancer of the private service",
      },
      {
        securityGroupId: backend.securityGroupId,
        rule: `${name}-at-backend`,
        description: `HTTPS from the VPC link of ${api}`,
      },
      parent,
    );
    const link = new aws.apigatewayv2.VpcLink(
      `${name}-link`,
      {
        name: `${target.prefix}-${api}`,
        subnetIds: network.workloadSubnetIds,
        securityGroupIds: [group.id],
      },
      { ...parent, dependsOn: [...rules, ...backend.ready] },
    );
    this.id = link.id;
    this.registerOutputs({ id: this.id });
  }
}
