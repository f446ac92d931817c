import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AliasTarget, addressRecords } from "./addressRecords";
import { DnsCertificate } from "./certificate";

export interface PublicHostArgs {
  /** Public hosted zone that the host lies in. */
  readonly zoneName: string;
  /** Whole host name, such as `catalog.example.com`. */
  readonly hostName: string;
}

/**
 * The DNS records of a host whose front may change: API Gateway's domain name today, a distribution tomorrow. They belong
 * to the host and not to what it leads to, so that such a change updates them. Records of two owners could not: Route 53
 * refuses the new one while the old one stands, and a new one that overwrites goes when the old one is deleted.
 */
export class PublicHost extends pulumi.ComponentResource {
  readonly hostName: string;
  private readonly zoneId: pulumi.Output<string>;
  private readonly label: string;

  constructor(name: string, args: PublicHostArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:domains:PublicHost", name, {}, opts);
    this.label = name;
    this.hostName = args.hostName;
    this.zoneId = aws.route53.getZoneOutput(
      { name: args.zoneName, privateZone: false },
      { parent: this },
    ).zoneId;
    this.registerOutputs({ hostName: args.hostName });
  }

  /** A certificate for the host, in the Region of the provider in `opts`. A host has one at a time. */
  certificate(name: string, opts: pulumi.ComponentResourceOptions): DnsCertificate {
    const records = { name: this.label, parent: this };
    return new DnsCertificate(name, { domainNames: [this.hostName], zoneId: this.zoneId, records }, opts);
  }

  /** Where the host leads, for IPv4 and IPv6. */
  leadTo(target: AliasTarget, { evaluateTargetHealth }: { readonly evaluateTargetHealth: boolean }): void {
    addressRecords(
      this.label,
      { zoneId: this.zoneId, hostName: this.hostName, target, evaluateTargetHealth },
      { parent: this },
    );
  }
}
