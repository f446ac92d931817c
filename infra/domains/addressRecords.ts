import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** What an alias record points at. */
export interface AliasTarget {
  readonly name: pulumi.Input<string>;
  readonly zoneId: pulumi.Input<string>;
}

/**
 * The addresses of a host name: A for IPv4, AAAA for IPv6. A target without IPv6 addresses gets no AAAA, which would
 * be an answer that leads nowhere.
 */
export function addressRecords(
  name: string,
  record: {
    readonly zoneId: pulumi.Input<string>;
    readonly hostName: string;
    readonly target: AliasTarget;
    /** @default both */
    readonly types?: readonly ("A" | "AAAA")[];
    /** Whether Route 53 leaves the target out while it is unwell; CloudFront's cannot be told. */
    readonly evaluateTargetHealth: boolean;
  },
  opts: pulumi.CustomResourceOptions,
): aws.route53.Record[] {
  const { zoneId, hostName, target, types = ["A", "AAAA"], evaluateTargetHealth } = record;
  return types.map(
    (type) =>
      new aws.route53.Record(
        `${name}-${type.toLowerCase()}`,
        { zoneId, name: hostName, type, aliases: [{ ...target, evaluateTargetHealth }] },
        opts,
      ),
  );
}
