/** The parts of an ARN: `arn:partition:service:region:account:resource`. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** Reads an ARN; undefined for anything else. The resource part may itself hold colons. */
export function parseArn(text: string | undefined): Arn | undefined {
  const [arn, partition, service, region, account, ...resource] = (text ?? "").split(":");
  if (arn !== "arn" || resource.length === 0) return undefined;
  return {
    partition: partition ?? "",
    service: service ?? "",
    region: region ?? "",
    account: account ?? "",
    resource: resource.join(":"),
  };
}
