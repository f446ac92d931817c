import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig, Target } from "../stage";
import { isInNetwork } from "./addresses";
import { internalBalancer } from "./internalBalancer";
import type { Network } from "./network";

/** An HTTPS service behind an internal load balancer, as the stage says. */
export type PrivateBackendSettings = NonNullable<StageConfig["catalog"]["privateBackend"]>;

export interface PrivateBackendArgs {
  readonly config: StageConfig;
  readonly target: Target;
  readonly network: Network;
  readonly settings: PrivateBackendSettings;
  /** The API it is for; part of physical names. */
  readonly api: string;
}

/**
 * An internal Network Load Balancer in front of a service on premises or in another VPC. TLS ends at the service, not
 * here: API Gateway verifies the service's own certificate all the way.
 */
export class PrivateBackend extends pulumi.ComponentResource {
  readonly loadBalancerArn: pulumi.Output<string>;
  readonly listenerArn: pulumi.Output<string>;
  /** Group of the load balancer: what a VPC link's group is let out to. */
  readonly securityGroupId: pulumi.Output<string>;
  /** What has to stand before requests arrive. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: PrivateBackendArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:network:PrivateBackend", name, {}, opts);
    const { config, target, network, settings, api } = args;
    const { port, addresses } = settings;
    const parent = { parent: this };
    const group = new aws.ec2.SecurityGroup(
      `${name}-group`,
      {
        description: `Load balancer of ${target.prefix} ${api}: to its service and nowhere else`,
        vpcId: network.vpcId,
        tags: { Name: `${target.prefix}-${api}-backend` },
      },
      parent,
    );
    const out = addresses.map(
      (address) =>
        new aws.vpc.SecurityGroupEgressRule(
          `${name}-to-${address}`,
          {
            description: `The service at ${address}`,
            securityGroupId: group.id,
            cidrIpv4: `${address}/32`,
            ipProtocol: "tcp",
            fromPort: port,
            toPort: port,
          },
          parent,
        ),
    );
    const { balancer, targets, listener } = internalBalancer(
      name,
      {
        config,
        target,
        owner: api,
        vpcId: network.vpcId,
        subnetIds: network.workloadSubnetIds,
        securityGroupId: group.id,
        targets: {
          port,
          deregistrationDelay: 60,
          healthCheck: { protocol: "TCP", port: "traffic-port", interval: 10, healthyThreshold: 2 },
        },
      },
      parent,
    );
    const attachments = addresses.map(
      (address) =>
        new aws.lb.TargetGroupAttachment(
          `${name}-${address}`,
          {
            targetGroupArn: targets.arn,
            targetId: address,
            port,
            // An address outside of the VPC belongs to no zone of it (RegisterTargets).
            ...(isInNetwork(address, config.network.cidrBlock) ? {} : { availabilityZone: "all" }),
          },
          parent,
        ),
    );
    this.loadBalancerArn = balancer.arn;
    this.listenerArn = listener.arn;
    this.securityGroupId = group.id;
    this.ready = [listener, ...attachments, ...out];
    this.registerOutputs({ loadBalancerArn: this.loadBalancerArn, listenerArn: this.listenerArn });
  }
}
