import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig, Target } from "../stage";
import { httpsPassage } from "./httpsPassage";
import { internalBalancer } from "./internalBalancer";

export interface EndpointServiceArgs {
  readonly config: StageConfig;
  readonly target: Target;
  readonly settings: NonNullable<StageConfig["network"]["endpointService"]>;
  readonly vpcId: pulumi.Input<string>;
  /** One per Availability Zone, as many as the endpoint has network interfaces. */
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** The execute-api endpoint that callers are led to. */
  readonly endpoint: aws.ec2.VpcEndpoint;
  /** Group of that endpoint. */
  readonly endpointGroupId: pulumi.Input<string>;
}

/**
 * The way for VPCs of other accounts that have no execute-api endpoint of their own, such as those of other Regions: a
 * PrivateLink service in front of ours. Callers then come through our endpoint, and send the API's own host name.
 */
export class EndpointService extends pulumi.ComponentResource {
  readonly serviceName: pulumi.Output<string>;

  constructor(name: string, args: EndpointServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:network:EndpointService", name, {}, opts);
    const { config, target, settings, vpcId, endpoint } = args;
    const parent = { parent: this };
    const group = new aws.ec2.SecurityGroup(
      `${name}-group`,
      {
        description: `Endpoint service of ${target.prefix}: to the execute-api endpoint and nowhere else`,
        vpcId,
        tags: { Name: `${target.prefix}-endpoint-service` },
      },
      parent,
    );
    httpsPassage(
      { securityGroupId: group.id, rule: `${name}-to-endpoint`, description: "The execute-api endpoint" },
      {
        securityGroupId: args.endpointGroupId,
        rule: `${name}-at-endpoint`,
        description: "HTTPS from the endpoint service",
      },
      parent,
    );
    // Callers have addresses of their own networks; who may connect, the service's permissions say.
    const { balancer, targets, listener } = internalBalancer(
      name,
      {
        config,
        target,
        owner: "private",
        vpcId,
        subnetIds: args.subnetIds,
        securityGroupId: group.id,
        targets: { port: 443, healthCheck: { protocol: "TCP", port: "traffic-port" } },
      },
      parent,
    );
    // The number of zones is configured, so that no resource waits for an Output to be made.
    for (let zone = 0; zone < config.network.availabilityZones; zone += 1) {
      const networkInterface = aws.ec2.getNetworkInterfaceOutput(
        { id: endpoint.networkInterfaceIds.apply((ids) => ids[zone] ?? "") },
        parent,
      );
      new aws.lb.TargetGroupAttachment(
        `${name}-zone-${zone + 1}`,
        { targetGroupArn: targets.arn, targetId: networkInterface.privateIp, port: 443 },
        parent,
      );
    }
    const service = new aws.ec2.VpcEndpointService(
      `${name}-service`,
      {
        acceptanceRequired: settings.acceptanceRequired,
        networkLoadBalancerArns: [balancer.arn],
        allowedPrincipals: settings.allowedAccountIds.map(
          (account) => pulumi.interpolate`arn:${target.partition}:iam::${account}:root`,
        ),
        tags: { Name: `${target.prefix}-execute-api` },
      },
      { ...parent, dependsOn: [listener] },
    );
    this.serviceName = service.serviceName;
    this.registerOutputs({ serviceName: this.serviceName });
  }
}
