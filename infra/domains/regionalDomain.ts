import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { RestApi } from "../api";
import type { StageConfig, Target } from "../stage";
import { addressRecords } from "./addressRecords";
import { basePaths } from "./basePaths";
import { DnsCertificate } from "./certificate";
import { endpointPolicy } from "./tlsPolicy";
import { Truststore, type TruststoreSettings } from "./truststore";

export interface RegionalDomainArgs {
  readonly config: StageConfig;
  readonly target: Target;
  /** Whole host name, such as `partner.example.com`. */
  readonly hostName: string;
  /** Public hosted zone that it lies in; the certificate is validated there. */
  readonly zoneName: string;
  /** With mutual TLS always `TLS_1_2`: API Gateway has it with no enhanced policy. */
  readonly tlsPolicy: string;
  /** Base path → API, such as `v1`; the empty base path is the root of the host. */
  readonly apis: Readonly<Record<string, RestApi>>;
  /** Ask callers for a client certificate. @default - no */
  readonly mutualTls?: TruststoreSettings;
  /** Whether the host name leads here. False where something else stands in front of it. @default true */
  readonly addresses?: boolean;
}

/** A custom domain for regional APIs: certificate in the Region, domain name, addresses, base paths. */
export class RegionalDomain extends pulumi.ComponentResource {
  readonly hostName: string;
  readonly certificateArn: pulumi.Output<string>;
  /** API Gateway's own name of the domain; what a distribution in front of it would call. */
  readonly regionalDomainName: pulumi.Output<string>;

  constructor(name: string, args: RegionalDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:domains:RegionalDomain", name, {}, opts);
    const { config, hostName, mutualTls } = args;
    const parent = { parent: this };
    const zoneId = aws.route53.getZoneOutput({ name: args.zoneName, privateZone: false }, parent).zoneId;
    const certificate = new DnsCertificate(`${name}-tls`, { domainNames: [hostName], zoneId }, parent);
    const truststore = mutualTls
      ? new Truststore(`${name}-truststore`, { ...args, ...mutualTls }, parent)
      : undefined;
    const domainName = new aws.apigateway.DomainName(
      `${name}-name`,
      {
        domainName: hostName,
        regionalCertificateArn: certificate.arn,
        // Without dualstack the AAAA record would lead nowhere.
        endpointConfiguration: { types: "REGIONAL", ipAddressType: "dualstack" },
        ...endpointPolicy(truststore ? "TLS_1_2" : args.tlsPolicy),
        ...(truststore && {
          mutualTlsAuthentication: {
            truststoreUri: truststore.uri,
            // Another list of authorities is another version: without it, API Gateway would not look again.
            truststoreVersion: truststore.version,
          },
        }),
      },
      { ...parent, protect: config.protection.deletionProtection },
    );
    if (args.addresses ?? true) {
      addressRecords(
        name,
        {
          zoneId,
          hostName,
          target: { name: domainName.regionalDomainName, zoneId: domainName.regionalZoneId },
          evaluateTargetHealth: true,
        },
        parent,
      );
    }
    basePaths(name, { domainName: domainName.domainName }, args.apis, parent);
    this.hostName = hostName;
    this.certificateArn = certificate.arn;
    this.regionalDomainName = domainName.regionalDomainName;
    this.registerOutputs({ hostName });
  }
}
