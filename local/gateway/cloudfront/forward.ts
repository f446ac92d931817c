import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

import { clientIp } from "../request/clientIp";
import type { OriginModel } from "./model";

/** What the distribution knows of a request beside the request itself. */
export interface Forwarding {
  readonly origin: OriginModel;
  /** The distribution's own name. */
  readonly via: string;
  /** `X-Amz-Cf-Id`. */
  readonly requestId: string;
  /** Headers that the web ACL adds. */
  readonly inserted: readonly (readonly [name: string, value: string])[];
}

/**
 * The headers that the origin gets: the viewer's, with the origin's host, the origin's custom
 * headers in place of the viewer's, and CloudFront's own
 * (cloudfront/latest/developerguide/RequestAndResponseBehaviorCustomOrigin.html).
 */
export function originHeaders(
  viewer: IncomingMessage,
  { origin, via, requestId, inserted }: Forwarding,
): { readonly rawHeaders: string[]; readonly headers: IncomingHttpHeaders } {
  const forwarded = viewer.headers["x-forwarded-for"];
  const address = clientIp(viewer);
  const own = [
    ["Host", origin.domainName],
    ["X-Forwarded-For", forwarded === undefined ? address : `${String(forwarded)}, ${address}`],
    ["Via", `${viewer.headers.via === undefined ? "" : `${viewer.headers.via}, `}${via}`],
    ["X-Amz-Cf-Id", requestId],
    ...inserted,
    ...origin.headers,
  ] as const;
  const replaced = new Map(own.map(([name, value]) => [name.toLowerCase(), value] as const));
  const rawHeaders: string[] = own.flat();
  for (let index = 0; index + 1 < viewer.rawHeaders.length; index += 2) {
    const name = viewer.rawHeaders[index] ?? "";
    if (!replaced.has(name.toLowerCase())) rawHeaders.push(name, viewer.rawHeaders[index + 1] ?? "");
  }
  return { rawHeaders, headers: { ...viewer.headers, ...Object.fromEntries(replaced) } };
}
