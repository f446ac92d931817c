import type { IncomingHttpHeaders } from "node:http";

/** CloudFront's header for the country of a viewer's address (cloudfront/latest/developerguide/adding-cloudfront-headers.html). */
const COUNTRY_HEADER = "cloudfront-viewer-country";

/**
 * The caller's country, an ISO 3166-1 alpha-2 code, as the request names it. On AWS it follows from the address; on
 * loopback all addresses are one, so the caller says where to pretend to be. Empty when the request does not say it.
 */
export function viewerCountry(headers: IncomingHttpHeaders): { readonly country?: string } {
  const value = headers[COUNTRY_HEADER];
  return typeof value === "string" && /^[A-Za-z]{2}$/.test(value) ? { country: value.toUpperCase() } : {};
}
