import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig, Target } from "../stage";
import { isInNetwork } from "./addresses";
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
    const balancer = new aws.lb.LoadBalancer(
      `${name}-balancer`,
      {
        // At most 32 characters.
        name: balancerName(target.prefix, api),
        loadBalancerType: "network",
        internal: true,
        subnets: network.workloadSubnetIds,
        securityGroups: [group.id],
        enableCrossZoneLoadBalancing: true,
        enableDeletionProtection: config.protection.deletionProtection,
        // What comes over PrivateLink, as a REST API's VPC link does, has addresses that no rule can know.
        enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
      },
      { ...parent, protect: config.protection.deletionProtection },
    );
    const targets = new aws.lb.TargetGroup(
      `${name}-targets`,
      {
        name: balancerName(target.prefix, api),
        vpcId: network.vpcId,
        targetType: "ip",
        protocol: "TCP",
        port,
        preserveClientIp: "false",
        deregistrationDelay: 60,
        healthCheck: { protocol: "TCP", port: "traffic-port", interval: 10, healthyThreshold: 2 },
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
    const listener = new aws.lb.Listener(
      `${name}-listener`,
      {
        loadBalancerArn: balancer.arn,
        port: 443,
        protocol: "TCP",
        defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
      },
      parent,
    );
    this.loadBalancerArn = balancer.arn;
    this.listenerArn = listener.arn;
    this.securityGroupId = group.id;
    this.ready = [listener, ...attachments, ...out];
    this.registerOutputs({ loadBalancerArn: this.loadBalancerArn, listenerArn: this.listenerArn });
  }
}

/** A load balancer's name: letters, digits and hyphens, at most 32 of them, none at the ends. */
export const balancerName = (prefix: string, api: string): string => {
  const start = prefix.slice(0, 31 - api.length).replace(/-+$/, "");
  return `${start}-${api}`;
};
