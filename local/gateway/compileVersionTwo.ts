import type { Declarations } from "./declarations";
import { text } from "./declarations";
import type { TokenBucket } from "./gates/tokenBucket";
import type { Gateway } from "./gateway";
import type { GatewayParts } from "./gatewayParts";
import { locationOf } from "./handle";
import { readApiMappings } from "./http/addresses";
import { compileHttpApis } from "./http/compileHttpApis";
import { answerUnserved } from "./http/handle";
import type { Notice } from "./notice";
import { hostName } from "./routing/addresses";
import { noMapping } from "./routing/unserved";
import { compileWebSocketApis } from "./websocket";

/** HTTP and WebSocket APIs in front of the REST APIs, whose custom domains they may share. */
export type VersionTwo = Pick<Gateway, "apis" | "upgrade"> & {
  /** Requests to HTTP and WebSocket APIs; all others go to `rest`. */
  inFrontOf(rest: Gateway["handle"]): Gateway["handle"];
};

/** Compiles what is declared as `aws.apigatewayv2` resources. */
export function compileVersionTwo(
  declarations: Declarations,
  parts: GatewayParts,
  notices: Notice[],
  account: TokenBucket,
): VersionTwo {
  const mappings = readApiMappings(declarations);
  const scope = { declarations, parts, notices, account, mappings };
  const http = compileHttpApis(scope);
  const websocket = compileWebSocketApis(scope);
  const domains = new Set<string>();
  for (const { urn, properties } of declarations.of("aws:apigatewayv2/domainName:DomainName")) {
    const name = text(properties.domainName)?.toLowerCase() ?? "";
    domains.add(name).add(`${name}.localhost`);
    if (properties.mutualTlsAuthentication !== undefined && properties.mutualTlsAuthentication !== null)
      notices.push({
        urn,
        property: "mutualTlsAuthentication",
        message: "Mutual TLS is not executed; the rehearsal speaks plain HTTP on loopback.",
      });
  }
  const apis = [...http.apis, ...websocket.apis];
  return {
    apis,
    upgrade(request, socket, head) {
      const { url, host } = locationOf(request);
      return websocket.upgrade(request, socket, head, host, pathOf(url));
    },
    inFrontOf: (rest) =>
      apis.length === 0 && domains.size === 0
        ? rest
        : async (request, response) => {
            const { url, host } = locationOf(request);
            const path = pathOf(url);
            const served =
              http.handle(request, response, host, path) ?? websocket.handle(request, response, host, path);
            if (served === undefined) {
              if (await rest(request, response)) return true;
              if (host === undefined || !domains.has(hostName(host))) return false;
              answerUnserved(request, response, 403, noMapping(path), parts);
              return true;
            }
            await served;
            return true;
          },
  };
}

const pathOf = (url: string): string => {
  const question = url.indexOf("?");
  return question < 0 ? url : url.slice(0, question);
};
