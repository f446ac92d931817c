import { parseArn } from "../documents/arn";
import type { Resource } from "../model/resource";
import type { Stack } from "../model/stack";
import type { Truth } from "../model/truth";

export const CERTIFICATE = "aws:acm/certificate:Certificate";
export const CERTIFICATE_VALIDATION = "aws:acm/certificateValidation:CertificateValidation";

/** The certificate that a property names, by way of its validation or directly. */
export function certificateOf(resource: Resource, property: string, stack: Stack): Resource | undefined {
  const [validation] = stack.targets(resource, property, CERTIFICATE_VALIDATION).resources;
  const [direct] = stack.targets(resource, property, CERTIFICATE).resources;
  if (validation === undefined) return direct;
  return stack.targets(validation, "certificateArn", CERTIFICATE).resources[0] ?? direct;
}

/** Whether the certificate that a property names lies in a region; from the resource it comes from, else from the ARN. */
export function certificateIsIn(
  resource: Resource,
  property: string,
  region: string | undefined,
  stack: Stack,
): Truth {
  if (region === undefined) return "unknown";
  const arn = parseArn(resource.get(property).text);
  if (arn?.service === "acm") return arn.region === region;
  const certificate = certificateOf(resource, property, stack);
  const source = certificate ?? stack.targets(resource, property, CERTIFICATE_VALIDATION).resources[0];
  const found = source?.region;
  return found?.text === undefined ? "unknown" : found.text === region;
}

/** A certificate's `*.example.com` stands for exactly one label. */
export function nameCovers(pattern: string, domain: string): boolean {
  const [a, b] = [pattern.toLowerCase(), domain.toLowerCase()];
  if (!a.startsWith("*.")) return a === b;
  const rest = b.slice(b.indexOf("."));
  return b.includes(".") && rest === a.slice(1);
}
