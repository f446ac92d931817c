import { createHash } from "node:crypto";

/**
 * Prefix of the hosted sign-in domain. It is unique over all AWS accounts of a Region, so the account and the Region
 * go into it, as a hash: the same account gets the same prefix each time, and the account id stays out of the address.
 * Hexadecimal digits cannot spell aws, amazon or cognito, which Cognito refuses.
 */
export function domainPrefix(base: string, stage: string, accountId: string, region: string): string {
  const hash = createHash("sha256").update(`${accountId} ${region}`).digest("hex").slice(0, 8);
  return `${base}-${stage}-${hash}`;
}
