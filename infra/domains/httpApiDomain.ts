import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig } from "../stage";
import type { PublicHost } from "./publicHost";

export interface HttpApiDomainArgs {
  readonly config: StageConfig;
  readonly host: PublicHost;
  readonly api: { readonly id: pulumi.Input<string>; readonly stageName: pulumi.Input<string> };
}

/**
 * A host name of an HTTP or WebSocket API: certificate in the API's Region, addresses for IPv4 and IPv6, and the whole
 * host mapped to the API. These APIs know no TLS policy newer than TLS_1_2, which takes 1.3 as well.
 */
export class HttpApiDomain extends pulumi.ComponentResource {
  readonly hostName: string;
  readonly certificateArn: pulumi.Output<string>;

  constructor(name: string, args: HttpApiDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    // The type is older than this folder, and part of every URN below it.
    super("gatehouse:api:HttpApiDomain", name, {}, opts);
    const { config, host, api } = args;
    const { hostName } = host;
    const parent = { parent: this };
    const certificate = host.certificate(`${name}-tls`, parent);
    const domain = new aws.apigatewayv2.DomainName(
      `${name}-name`,
      {
        domainName: hostName,
        domainNameConfiguration: {
          certificateArn: certificate.arn,
          endpointType: "REGIONAL",
          // Without dualstack the AAAA record would lead nowhere.
          ipAddressType: "dualstack",
          securityPolicy: "TLS_1_2",
        },
      },
      { ...parent, protect: config.protection.deletionProtection },
    );
    host.leadTo(
      {
        name: domain.domainNameConfiguration.targetDomainName,
        zoneId: domain.domainNameConfiguration.hostedZoneId,
      },
      { evaluateTargetHealth: false },
    );
    new aws.apigatewayv2.ApiMapping(
      `${name}-mapping`,
      { apiId: api.id, domainName: domain.id, stage: api.stageName },
      parent,
    );
    this.hostName = hostName;
    this.certificateArn = certificate.arn;
    this.registerOutputs({ hostName });
  }
}
