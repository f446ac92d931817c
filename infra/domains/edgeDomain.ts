import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { RestApi } from "../api";
import type { StageConfig } from "../stage";
import { addressRecords } from "./addressRecords";
import { basePaths } from "./basePaths";
import { DnsCertificate } from "./certificate";
import { healthCheck } from "./healthCheck";
import { endpointPolicy } from "./tlsPolicy";

export interface EdgeDomainArgs {
  readonly domain: NonNullable<StageConfig["domain"]>;
  readonly config: StageConfig;
  /** Base path → API, such as `v1`. */
  readonly apis: Readonly<Record<string, RestApi>>;
  /** What `alarms.healthChecks` asks below each base path, such as `/health`. */
  readonly healthPath: string;
}

/** The host name that a stage's edge APIs are called by. */
export const hostName = ({ host, zoneName }: NonNullable<StageConfig["domain"]>): string =>
  `${host}.${zoneName}`;

/** A custom domain for edge-optimised APIs: certificate, domain name, addresses for IPv4 and IPv6, base paths. */
export class EdgeDomain extends pulumi.ComponentResource {
  readonly hostName: string;
  /** In us-east-1. */
  readonly certificateArn: pulumi.Output<string>;
  /** Base path → what asks it from outside; empty unless the stage wants that. */
  readonly healthChecks: Readonly<Record<string, aws.route53.HealthCheck>>;

  constructor(name: string, args: EdgeDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:domains:EdgeDomain", name, {}, opts);
    const { domain, config } = args;
    const parent = { parent: this };
    const host = hostName(domain);
    const zoneId = aws.route53.getZoneOutput({ name: domain.zoneName, privateZone: false }, parent).zoneId;

    const northVirginia = new aws.Provider(`${name}-us-east-1`, { region: "us-east-1" }, parent);
    const certificate = new DnsCertificate(
      `${name}-tls`,
      { domainNames: [host], zoneId },
      { ...parent, providers: { aws: northVirginia } },
    );
    const domainName = new aws.apigateway.DomainName(
      `${name}-name`,
      {
        domainName: host,
        certificateArn: certificate.arn,
        endpointConfiguration: { types: "EDGE" },
        ...endpointPolicy(domain.tlsPolicy),
      },
      { ...parent, protect: config.protection.deletionProtection },
    );
    addressRecords(
      name,
      {
        zoneId,
        hostName: host,
        target: { name: domainName.cloudfrontDomainName, zoneId: domainName.cloudfrontZoneId },
        evaluateTargetHealth: false,
      },
      parent,
    );
    basePaths(name, { domainName: domainName.domainName }, args.apis, parent);
    const checked = config.alarms.healthChecks ? Object.keys(args.apis) : [];
    this.healthChecks = Object.fromEntries(
      checked.map((basePath) => [
        basePath,
        healthCheck(
          `${name}-health-${basePath}`,
          { hostName: host, path: `/${basePath}${args.healthPath}` },
          parent,
        ),
      ]),
    );
    this.hostName = host;
    this.certificateArn = certificate.arn;
    this.registerOutputs({ hostName: host });
  }
}
