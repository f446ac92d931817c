import type { Declared } from "../declarations";
import { text } from "../declarations";
import type { Location } from "./model";

const DNS_SUFFIXES: Readonly<Record<string, string>> = {
  "aws-cn": "amazonaws.com.cn",
  "aws-iso": "c2s.ic.gov",
  "aws-iso-b": "sc2s.sgov.gov",
};

/** Reads partition, Region and account from the API's execution ARN, or what of it the API's own ARN tells. */
export function locate(api: Declared): Location {
  const executionArn = text(api.properties.executionArn);
  const [, partition = "aws", , region = "", accountId = ""] = (
    executionArn ??
    text(api.properties.arn) ??
    ""
  ).split(":");
  return {
    partition,
    region,
    accountId,
    dnsSuffix: DNS_SUFFIXES[partition] ?? "amazonaws.com",
    executionArn: executionArn ?? `arn:${partition}:execute-api:${region}:${accountId}:${api.id}`,
  };
}
