import type { Declarations } from "./declarations";
import { record } from "./declarations";
import { ENDPOINT_HEADER } from "./gates/privateApi";
import type { DeclaredApi } from "./gateway";
import type { Notice } from "./notice";

/** What the program declares around its APIs and the gateway does not execute. */
export function programNotices(declarations: Declarations): Notice[] {
  const notices: Notice[] = [];
  for (const { urn, properties } of declarations.of("aws:apigateway/domainName:DomainName")) {
    if (Object.keys(record(properties.mutualTlsAuthentication)).length > 0)
      notices.push({
        urn,
        property: "mutualTlsAuthentication",
        message: "Mutual TLS is not executed; the rehearsal speaks plain HTTP on loopback.",
      });
  }
  return notices;
}

/** How private APIs are reached here, where no network is. */
export const privateApiNotices = (apis: readonly DeclaredApi[]): Notice[] =>
  apis
    .filter(({ endpointType }) => endpointType === "PRIVATE")
    .map(({ urn, caller }) => ({
      urn,
      property: "endpointConfiguration",
      message: `Interface endpoints are a header here: a request to the private API says through which it comes, ${ENDPOINT_HEADER}: ${caller?.vpcEndpoint ?? "vpce-0123456789abcdef0"}; without one the answer is 403, as from the internet.`,
    }));
