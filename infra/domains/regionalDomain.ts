import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { RestApi } from "../api";
import type { StageConfig, Target } from "../stage";
import { basePaths } from "./basePaths";
import type { PublicHost } from "./publicHost";
import { endpointPolicy } from "./tlsPolicy";
import { Truststore, type TruststoreSettings } from "./truststore";

export interface RegionalDomainArgs {
  readonly config: StageConfig;
  readonly target: Target;
  readonly host: PublicHost;
  /** With mutual TLS always `TLS_1_2`: API Gateway has it with no enhanced policy. */
  readonly tlsPolicy: string;
  /** Base path → API, such as `v1`; the empty base path is the root of the host. */
  readonly apis: Readonly<Record<string, RestApi>>;
  /** Ask callers for a client certificate. @default - no */
  readonly mutualTls?: TruststoreSettings;
}

/** A custom domain for regional APIs: certificate in the Region, domain name, addresses, base paths. */
export class RegionalDomain extends pulumi.ComponentResource {
  readonly hostName: string;
  readonly certificateArn: pulumi.Output<string>;
  /** API Gateway's own name of the domain; what a distribution in front of it would call. */
  readonly regionalDomainName: pulumi.Output<string>;

  constructor(name: string, args: RegionalDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:domains:RegionalDomain", name, {}, opts);
    const { config, host, mutualTls } = args;
    const { hostName } = host;
    const parent = { parent: this };
    const certificate = host.certificate(`${name}-tls`, parent);
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
    host.leadTo(
      { name: domainName.regionalDomainName, zoneId: domainName.regionalZoneId },
      { evaluateTargetHealth: true },
    );
    basePaths(name, { domainName: domainName.domainName }, args.apis, parent);
    this.hostName = hostName;
    this.certificateArn = certificate.arn;
    this.regionalDomainName = domainName.regionalDomainName;
    this.registerOutputs({ hostName });
  }
}
