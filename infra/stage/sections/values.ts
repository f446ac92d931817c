import { z } from "zod";

/** One label of a DNS name. */
export const hostLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** A domain name of two labels or more. */
export const hostName = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** IPv4 CIDR, /16 to /24, host bits zero. */
export function isVpcCidr(text: string): boolean {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(1[6-9]|2[0-4])$/.exec(text);
  if (!match) return false;
  const bytes = match.slice(1, 5).map(Number);
  if (bytes.some((byte) => byte > 255)) return false;
  const address = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return address % 2 ** (32 - Number(match[5])) === 0;
}

/** An IPv4 address in its usual form. */
export const isIpv4Address = (text: string): boolean =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split(".").every((byte) => Number(byte) <= 255);

/** Cognito's own rule for callbacks: https, or http to localhost for development. */
function isCallback(text: string): boolean {
  if (text.includes("*") || text.includes("#") || !URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && hostname === "localhost");
}

/** An https origin (or http://localhost…): scheme, host and port, nothing after. */
export function isOrigin(text: string): boolean {
  return isCallback(text) && new URL(text).origin === text;
}

/** A whole number in a range, both ends included. */
export const whole = (least: number, most: number) => z.int().min(least).max(most);
/** Where sign-in and sign-out may return to. */
export const callback = z
  .string()
  .refine(isCallback, "an https URL (or http://localhost…), without a wildcard or fragment");

/**
 * A scheme that an app may register for itself: a domain name of its maker backwards, so that no other app has it by chance
 * (RFC 8252, section 7.1). Without a dot it could also be one that browsers run, such as javascript.
 */
const appUrl = /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+:\/\/[^\s*#]*$/;

/** Where sign-in and sign-out of an app may return to. */
export const appCallback = z
  .string()
  .refine(
    (text) => appUrl.test(text) || (text.startsWith("https:") && isCallback(text)),
    "an app's own scheme, such as com.example.shop://callback, or an https URL that leads to the app",
  );

/** A share, 0 to 1. */
export const rate = z.number().min(0).max(1);

/** A network for WAF: IPv4 /1 to /32 or IPv6 /1 to /128 (API reference, IPSet). */
export const cidr = z
  .union([z.cidrv4(), z.cidrv6()], "a network in CIDR form, such as 203.0.113.0/24 or 2001:db8::/32")
  .refine((text) => !text.endsWith("/0"), "narrower than the whole Internet");
