import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/**
 * Says that only Amazon may issue certificates for a zone's names (RFC 8659). It holds for every name in the zone, those
 * of other systems too, and there is one of it: so one stack owns it.
 */
export class CaaRecord extends pulumi.ComponentResource {
  constructor(
    name: string,
    { zoneName }: { readonly zoneName: string },
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("gatehouse:domains:CaaRecord", name, {}, opts);
    const parent = { parent: this };
    const { zoneId } = aws.route53.getZoneOutput({ name: zoneName, privateZone: false }, parent);
    new aws.route53.Record(
      `${name}-caa`,
      {
        zoneId,
        name: zoneName,
        type: "CAA",
        // ACM issues as any of four names and accepts a record that has one of them (ACM user guide, "Configure a CAA record").
        records: ['0 issue "amazon.com"', '0 issuewild "amazon.com"'],
        ttl: 3600,
      },
      parent,
    );
    this.registerOutputs();
  }
}
