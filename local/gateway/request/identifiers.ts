const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
const two = (value: number): string => String(value).padStart(2, "0");

/** `$context.requestTime`: Common Log Format, such as `21/Nov/2026:10:51:00 +0000`. */
export function requestTime(epochMilliseconds: number): string {
  const time = new Date(epochMilliseconds);
  const month = MONTHS[time.getUTCMonth()] ?? "";
  return `${two(time.getUTCDate())}/${month}/${time.getUTCFullYear()}:${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())} +0000`;
}

/** Java's `Date.toString()`, which `exp` and `iat` have in a proxy event: `Thu Nov 21 10:51:00 UTC 2026`. */
export function javaDate(epochMilliseconds: number): string {
  const time = new Date(epochMilliseconds);
  return `${DAYS[time.getUTCDay()] ?? ""} ${MONTHS[time.getUTCMonth()] ?? ""} ${two(time.getUTCDate())} ${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())} UTC ${time.getUTCFullYear()}`;
}

let latest: { readonly requestId: string; readonly extended: string } | undefined;

/** `$context.extendedRequestId` and `x-amz-apigw-id`: eleven bytes in base64, the same for the same request id. */
export function extendedRequestId(requestId: string): string {
  // Asked for twice a request, by the answer's headers and by the access log.
  if (latest?.requestId === requestId) return latest.extended;
  const hex = requestId.replaceAll("-", "").padEnd(22, "0").slice(0, 22);
  const extended = Buffer.from(hex, "hex").toString("base64");
  latest = { requestId, extended };
  return extended;
}

/** `X-Amzn-Trace-Id` of a request that came without one. */
export function traceId(requestId: string, epochMilliseconds: number): string {
  const seconds = Math.floor(epochMilliseconds / 1000)
    .toString(16)
    .padStart(8, "0");
  return `Root=1-${seconds}-${requestId.replaceAll("-", "").padEnd(24, "0").slice(0, 24)}`;
}
