/** The parts of an ARN: `arn:partition:service:region:account:resource`. */
export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  /** Everything after the account, with its own colons and slashes. */
  readonly resource: string;
}

/** Reads an ARN; undefined when the text is none. */
export function readArn(text: string): ArnParts | undefined {
  const [prefix, partition, service, region, accountId, ...rest] = text.split(":");
  if (prefix !== "arn" || !partition || !service || rest.length === 0) return undefined;
  return { partition, service, region: region ?? "", accountId: accountId ?? "", resource: rest.join(":") };
}
