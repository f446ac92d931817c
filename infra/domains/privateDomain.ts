import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { RestApi } from "../api";
import type { StageConfig } from "../stage";
import { addressRecords, type AliasTarget } from "./addressRecords";
import { basePaths } from "./basePaths";
import { DnsCertificate } from "./certificate";
import { endpointPolicy } from "./tlsPolicy";

/** An interface endpoint for execute-api that calls come through. */
export interface CallingEndpoint {
  readonly id: pulumi.Input<string>;
  /** Its regional DNS name and the zone of that, the first of the endpoint's `dnsEntries`. */
  readonly address: AliasTarget;
}

export interface PrivateDomainArgs {
  readonly config: StageConfig;
  /** Whole host name, such as `backoffice.example.com`. */
  readonly hostName: string;
  /** Public hosted zone that it lies in: the certificate is validated there, though the name resolves in VPCs only. */
  readonly zoneName: string;
  /** Base path → API; the empty base path is the root of the host. */
  readonly apis: Readonly<Record<string, RestApi>>;
  /** Who may call the domain, as JSON text, beside what each API's own policy says. */
  readonly policy: pulumi.Input<string>;
  /** Name → endpoint of this account. The host name leads to the first. */
  readonly endpoints: Readonly<Record<string, CallingEndpoint>>;
  /** VPCs in which the host name resolves. */
  readonly vpcIds: readonly pulumi.Input<string>[];
  /** Accounts that may associate endpoints of their own with the domain. @default - none */
  readonly sharedWithAccounts?: readonly string[];
  /** @default SecurityPolicy_TLS13_1_3_2025_09 */
  readonly tlsPolicy?: string;
}

/**
 * A custom domain for private APIs. Three gates stand one behind the other: the endpoint is associated with the domain,
 * the domain's policy lets the endpoint in, and the API's policy does (developer guide, "Custom domain names for
 * private APIs").
 */
export class PrivateDomain extends pulumi.ComponentResource {
  readonly hostName: string;
  readonly certificateArn: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: PrivateDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:domains:PrivateDomain", name, {}, opts);
    const { config, hostName } = args;
    const parent = { parent: this };
    const publicZone = aws.route53.getZoneOutput({ name: args.zoneName, privateZone: false }, parent);
    const certificate = new DnsCertificate(
      `${name}-tls`,
      { domainNames: [hostName], zoneId: publicZone.zoneId },
      parent,
    );
    const domainName = new aws.apigateway.DomainName(
      `${name}-name`,
      {
        domainName: hostName,
        certificateArn: certificate.arn,
        endpointConfiguration: { types: "PRIVATE", ipAddressType: "dualstack" },
        policy: args.policy,
        ...endpointPolicy(args.tlsPolicy ?? "SecurityPolicy_TLS13_1_3_2025_09"),
      },
      { ...parent, protect: config.protection.deletionProtection },
    );
    const endpoints = Object.entries(args.endpoints);
    for (const [part, endpoint] of endpoints) {
      new aws.apigateway.DomainNameAccessAssociation(
        `${name}-${part}-access`,
        {
          domainNameArn: domainName.arn,
          accessAssociationSource: endpoint.id,
          accessAssociationSourceType: "VPCE",
        },
        parent,
      );
    }
    basePaths(
      name,
      { domainName: domainName.domainName, domainNameId: domainName.domainNameId },
      args.apis,
      parent,
    );
    this.resolve(name, args, parent);
    this.share(name, args, domainName.arn, parent);
    this.hostName = hostName;
    this.certificateArn = certificate.arn;
    this.arn = domainName.arn;
    this.registerOutputs({ hostName });
  }

  /** A private zone of just this name: all others in the VPC resolve as before. */
  private resolve(name: string, args: PrivateDomainArgs, parent: pulumi.CustomResourceOptions): void {
    const [first] = Object.values(args.endpoints);
    if (first === undefined) return;
    const zone = new aws.route53.Zone(
      `${name}-zone`,
      {
        name: args.hostName,
        comment: "Resolves in the VPCs that may call, and nowhere else",
        vpcs: args.vpcIds.map((vpcId) => ({ vpcId })),
      },
      { ...parent, protect: args.config.protection.deletionProtection },
    );
    addressRecords(
      name,
      {
        zoneId: zone.zoneId,
        hostName: args.hostName,
        target: first.address,
        // The endpoint has IPv4 addresses only.
        types: ["A"],
        evaluateTargetHealth: true,
      },
      parent,
    );
  }

  /** Other accounts associate their own endpoints, which takes no peering: Resource Access Manager lets them. */
  private share(
    name: string,
    { sharedWithAccounts = [], hostName }: PrivateDomainArgs,
    arn: pulumi.Output<string>,
    parent: pulumi.CustomResourceOptions,
  ): void {
    if (sharedWithAccounts.length === 0) return;
    const share = new aws.ram.ResourceShare(
      `${name}-share`,
      { name: hostName.replaceAll(".", "-"), allowExternalPrincipals: true },
      parent,
    );
    new aws.ram.ResourceAssociation(
      `${name}-shared`,
      { resourceShareArn: share.arn, resourceArn: arn },
      parent,
    );
    for (const account of sharedWithAccounts) {
      new aws.ram.PrincipalAssociation(
        `${name}-shared-${account}`,
        { resourceShareArn: share.arn, principal: account },
        parent,
      );
    }
  }
}
