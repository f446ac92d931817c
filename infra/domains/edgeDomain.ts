import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { RestApi } from "../api";
import type { StageConfig } from "../stage";
import { DnsCertificate } from "./certificate";

export interface EdgeDomainArgs {
  readonly domain: NonNullable<StageConfig["domain"]>;
  readonly config: StageConfig;
  /** Base path → API, such as `v1`. */
  readonly apis: Readonly<Record<string, RestApi>>;
}

/** The host name that a stage's edge APIs are called by. */
export const hostName = ({ host, zoneName }: NonNullable<StageConfig["domain"]>): string =>
  `${host}.${zoneName}`;

/** A custom domain for edge-optimised APIs: certificate, domain name, addresses for IPv4 and IPv6, base paths. */
export class EdgeDomain extends pulumi.ComponentResource {
  readonly hostName: string;

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
        securityPolicy: domain.tlsPolicy,
        ...(domain.tlsPolicy.startsWith("SecurityPolicy_") ? { endpointAccessMode: "STRICT" } : {}),
      },
      { ...parent, protect: config.protection.deletionProtection },
    );
    for (const type of ["A", "AAAA"]) {
      new aws.route53.Record(
        `${name}-${type.toLowerCase()}`,
        {
          zoneId,
          name: host,
          type,
          aliases: [
            {
              name: domainName.cloudfrontDomainName,
              zoneId: domainName.cloudfrontZoneId,
              evaluateTargetHealth: false,
            },
          ],
        },
        parent,
      );
    }
    for (const [basePath, api] of Object.entries(args.apis)) {
      new aws.apigateway.BasePathMapping(
        `${name}-${basePath}`,
        { domainName: domainName.domainName, restApi: api.id, stageName: api.stageName, basePath },
        // A base path is taken until its mapping is gone (pulumi/pulumi-aws#1035).
        { ...parent, deleteBeforeReplace: true },
      );
    }
    this.hostName = host;
    this.registerOutputs({ hostName: host });
  }
}
