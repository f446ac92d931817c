const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
const two = (value: number): string => String(value).padStart(2, "0");

let latestSecond = NaN;
let latestTime = "";

/** `$context.requestTime`: Common Log Format, such as `21/Nov/2026:10:51:00 +0000`. */
export function requestTime(epochMilliseconds: number): string {
  const second = Math.floor(epochMilliseconds / 1000);
  // Under load, thousands of requests share a second.
  if (second === latestSecond) return latestTime;
  const time = new Date(epochMilliseconds);
  const month = MONTHS[time.getUTCMonth()] ?? "";
  latestSecond = second;
  latestTime = `${two(time.getUTCDate())}/${month}/${time.getUTCFullYear()}:${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())} +0000`;
  return latestTime;
}

/** Java's `Date.toString()`, which `exp` and `iat` have in a proxy event: `Thu Nov 21 10:51:00 UTC 2026`. */
export function javaDate(epochMilliseconds: number): string {
  const time = new Date(epochMilliseconds);
  return `${DAYS[time.getUTCDay()] ?? ""} ${MONTHS[time.getUTCMonth()] ?? ""} ${two(time.getUTCDate())} ${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())} UTC ${time.getUTCFullYear()}`;
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** Twelve bits, which are three hexadecimal digits, as two characters. */
const TWELVE_BITS = Array.from(
  { length: 4096 },
  (_, bits) => BASE64.charAt(bits >> 6) + BASE64.charAt(bits & 63),
);
const HYPHEN = 45;
const DIGIT_9 = 57;
const UUID_LENGTH = 36;
/** Digits of a UUID, without hyphens, that eleven bytes take. */
const DIGITS = 22;

let latest: { readonly requestId: string; readonly extended: string } | undefined;

/** `$context.extendedRequestId` and `x-amz-apigw-id`: eleven bytes in base64, the same for the same request id. */
export function extendedRequestId(requestId: string): string {
  // Asked for twice a request, by the answer's headers and by the access log.
  if (latest?.requestId === requestId) return latest.extended;
  const extended = requestId.length === UUID_LENGTH ? elevenBytes(requestId) : anyElevenBytes(requestId);
  latest = { requestId, extended };
  return extended;
}

/** The first eleven bytes of a UUID, without the buffers that {@link anyElevenBytes} makes for each request. */
function elevenBytes(uuid: string): string {
  let text = "";
  let bits = 0;
  for (let at = 0, digits = 0; digits < DIGITS; at++) {
    const code = uuid.charCodeAt(at);
    if (code === HYPHEN) continue;
    // The low half of a hexadecimal digit's code is its value; a letter's begins at one, in either case.
    bits = (bits << 4) | ((code & 15) + (code > DIGIT_9 ? 9 : 0));
    if (++digits % 3 !== 0) continue;
    text += TWELVE_BITS[bits] ?? "";
    bits = 0;
  }
  return `${text}${BASE64.charAt(bits << 2)}=`;
}

function anyElevenBytes(requestId: string): string {
  const hex = requestId.replaceAll("-", "").padEnd(DIGITS, "0").slice(0, DIGITS);
  return Buffer.from(hex, "hex").toString("base64");
}

/** `X-Amzn-Trace-Id` of a request that came without one. */
export function traceId(requestId: string, epochMilliseconds: number): string {
  return `Root=${xrayTraceId(requestId, epochMilliseconds)}`;
}

/** `$context.xrayTraceId`: the trace id alone. */
export function xrayTraceId(requestId: string, epochMilliseconds: number): string {
  const seconds = Math.floor(epochMilliseconds / 1000)
    .toString(16)
    .padStart(8, "0");
  return `1-${seconds}-${twelveBytes(requestId)}`;
}

function twelveBytes(id: string): string {
  if (id.length !== UUID_LENGTH) return id.replaceAll("-", "").padEnd(24, "0").slice(0, 24);
  return id.slice(0, 8) + id.slice(9, 13) + id.slice(14, 18) + id.slice(19, 23) + id.slice(24, 28);
}
