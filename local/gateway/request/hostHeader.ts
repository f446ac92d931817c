/** `uri-host [":" port]` of RFC 9110, section 7.2, as far as characters go; it may be empty. */
const HOST = /^[A-Za-z0-9\-._~%!$&'()*+,;=:[\]]*$/;

/**
 * Whether a request names its host as RFC 9112, section 3.2, asks: once, with what can be a host; HTTP/1.0 may leave it
 * out. Whatever else it is gets 400.
 */
export function namesItsHost({
  rawHeaders,
  httpVersion,
}: {
  readonly rawHeaders: readonly string[];
  readonly httpVersion: string;
}): boolean {
  let host: string | undefined;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    if (name.length !== 4 || name.toLowerCase() !== "host") continue;
    if (host !== undefined) return false;
    host = rawHeaders[index + 1] ?? "";
  }
  return host === undefined ? httpVersion === "1.0" : HOST.test(host);
}
