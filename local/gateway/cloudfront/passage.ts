import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";

import type { Answer } from "../answer";
import { awsHeaders } from "../request/awsHeaders";
import { clientIp } from "../request/clientIp";
import { OriginRequest } from "../request/originRequest";
import type { BodyOutcome } from "../request/readBody";
import { viewerCountry } from "../request/viewerCountry";
import type { WafVerdict, WebAcl } from "../waf";
import type { Reached } from "./distributionHosts";
import { originHeaders } from "./forward";
import { refusal } from "./refusal";

/** What a request through a distribution comes to: the request to the origin, or CloudFront's own answer. */
export interface Passage {
  readonly outcome: OriginRequest | Answer;
  readonly trace: readonly string[];
  /** Headers that every answer through the distribution has. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

const EMPTY = Buffer.alloc(0);

/** `X-Amz-Cf-Id`: forty bytes in base64, the same for the same id. */
function cloudFrontId(id: string): string {
  const bytes = createHash("sha512").update(id).digest().subarray(0, 40);
  return `${bytes.toString("base64url")}==`;
}

/** Passes a request through the gates of a distribution: its web ACL, and its behaviour's methods. */
export function passThrough(
  viewer: IncomingMessage,
  body: BodyOutcome,
  queryString: string,
  { distribution, host, path }: Reached,
  webAcl: WebAcl | undefined,
  newId: string,
): Passage {
  const trace: string[] = [];
  const requestId = cloudFrontId(newId);
  const method = viewer.method ?? "GET";
  const via = `${viewer.httpVersion} ${distribution.hosts.at(-1) ?? host} (CloudFront)`;
  const headers = [
    ["Via", via],
    ["X-Amz-Cf-Id", requestId],
  ] as const;
  const refused = (status: 403 | 501, reason: string): Passage => ({
    outcome: refusal(status, reason, requestId),
    trace,
    headers,
  });

  const verdict = webAcl?.evaluate({
    method,
    path,
    queryString,
    headers: awsHeaders(viewer.rawHeaders, host),
    body: Buffer.isBuffer(body) ? body : EMPTY,
    clientIp: clientIp(viewer),
    ...viewerCountry(viewer.headers),
  });
  if (verdict !== undefined) trace.push(word(verdict));
  if (verdict?.action === "BLOCK") {
    if (verdict.status === undefined) return refused(403, "Request blocked.");
    const { status, headers: own = [], body: text = "" } = verdict;
    return { outcome: { status, headers: own, body: text }, trace, headers };
  }
  const behavior = distribution.behaviors.find(({ pathPattern }) => pathPattern?.test(path) ?? true);
  if (behavior?.origin === undefined) {
    const what = `the origin ${behavior?.target ?? ""}, which is no API of this program`;
    trace.push(`cloudfront=not-executed(${what})`);
    return refused(501, `The rehearsal does not execute ${what}.`);
  }
  const { origin, allowedMethods } = behavior;
  if (!allowedMethods.has(method)) {
    trace.push(`cloudfront=deny(${method} is not allowed by the behaviour)`);
    return refused(
      403,
      "This distribution is not configured to allow the HTTP request method that was used for this request.",
    );
  }
  trace.push(`cloudfront=forward(${origin.domainName})`);
  const { defaultRootObject } = distribution;
  const below = path === "/" && defaultRootObject !== undefined ? defaultRootObject : path;
  const inserted = verdict?.insertHeaders ?? [];
  const outcome = new OriginRequest(viewer, {
    url: `${origin.path}${below}${queryString === "" ? "" : `?${queryString}`}`,
    ...originHeaders(viewer, { origin, via, requestId, inserted }),
    body,
    trace,
  });
  return { outcome, trace, headers };
}

function word({ action, counted, rule }: WafVerdict): string {
  if (action === "BLOCK") return `cloudfront-waf=block(${rule ?? "default action"})`;
  return counted.length === 0 ? "cloudfront-waf=pass" : `cloudfront-waf=pass(counted ${counted.join(", ")})`;
}
