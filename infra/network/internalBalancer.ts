import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { StageConfig, Target } from "../stage";

export interface InternalBalancerArgs {
  readonly config: StageConfig;
  readonly target: Target;
  /** Whom it is for; part of physical names. */
  readonly owner: string;
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Group of the load balancer itself. */
  readonly securityGroupId: pulumi.Input<string>;
  /** What targets are asked, and how long they are kept. */
  readonly targets: Pick<aws.lb.TargetGroupArgs, "port" | "deregistrationDelay" | "healthCheck">;
}

/** What stands before the targets; whoever makes it attaches them. */
export interface InternalBalancer {
  readonly balancer: aws.lb.LoadBalancer;
  readonly targets: aws.lb.TargetGroup;
  readonly listener: aws.lb.Listener;
}

/** An internal Network Load Balancer that passes TCP on from port 443 and leaves TLS to its targets, which are addresses. */
export function internalBalancer(
  name: string,
  args: InternalBalancerArgs,
  parent: pulumi.CustomResourceOptions,
): InternalBalancer {
  const { deletionProtection } = args.config.protection;
  const ownName = balancerName(args.target.prefix, args.owner);
  const balancer = new aws.lb.LoadBalancer(
    `${name}-balancer`,
    {
      name: ownName,
      loadBalancerType: "network",
      internal: true,
      subnets: args.subnetIds,
      securityGroups: [args.securityGroupId],
      enableCrossZoneLoadBalancing: true,
      enableDeletionProtection: deletionProtection,
      // What comes over PrivateLink has addresses of other networks, that no rule can know.
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
    },
    { ...parent, protect: deletionProtection },
  );
  const targets = new aws.lb.TargetGroup(
    `${name}-targets`,
    {
      ...args.targets,
      name: ownName,
      vpcId: args.vpcId,
      targetType: "ip",
      protocol: "TCP",
      preserveClientIp: "false",
    },
    parent,
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
  return { balancer, targets, listener };
}

/** A load balancer's name: letters, digits and hyphens, at most 32 of them, none at the ends. */
export const balancerName = (prefix: string, owner: string): string => {
  const start = prefix.slice(0, 31 - owner.length).replace(/-+$/, "");
  return `${start}-${owner}`;
};
