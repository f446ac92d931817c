import type { IncomingMessage, ServerResponse } from "node:http";

import type { Answer, AnswerHeader } from "../answer";
import { send } from "../answer";
import type { Declarations } from "../declarations";
import type { DeclaredApi, Gateway } from "../gateway";
import type { GatewayParts } from "../gatewayParts";
import { locationOf } from "../handle";
import type { Notice } from "../notice";
import { refuseUpgrade } from "../refuseUpgrade";
import { OriginRequest } from "../request/originRequest";
import { readBody } from "../request/readBody";
import { traceHeader } from "../traceHeader";
import type { WebAcl } from "../waf";
import type { WebAcls } from "../webAcls";
import type { Reached } from "./distributionHosts";
import { DistributionHosts } from "./distributionHosts";
import { behindDistribution } from "./entrance";
import { distributionNotices } from "./notices";
import { passThrough } from "./passage";
import { readDistributions } from "./readDistributions";

/** What answers behind the distributions: the APIs. */
type Origins = Pick<Gateway, "handle" | "upgrade">;

/** The distributions of a graph in front of its APIs. */
export interface Distributions {
  /** The API with the distribution that leads to it as its first address. */
  leadingTo(api: DeclaredApi): DeclaredApi;
  /** Requests to distributions on their way; all others as they are. */
  inFrontOf(origins: Origins): Origins;
}

const EMPTY = Buffer.alloc(0);

/** Compiles the distributions. `apis` are those that may stand behind them. */
export function compileDistributions(
  declarations: Declarations,
  parts: GatewayParts,
  notices: Notice[],
  webAcls: WebAcls,
  apis: readonly DeclaredApi[],
): Distributions {
  const hosts = new Set(apis.flatMap((api) => api.hosts));
  const ids = new Set(apis.map(({ id }) => id));
  // An address that is closed is an API's all the same: it refuses for itself.
  const serves = (host: string): boolean =>
    hosts.has(host) || ids.has(/^(\w+)\.execute-api\./.exec(host)?.[1] ?? "");
  const distributions = readDistributions(declarations, serves);
  notices.push(...distributionNotices(declarations.of("aws:cloudfront/distribution:Distribution")));
  const acls = new Map<string, WebAcl>();
  for (const { urn, id, webAclId, behaviors } of distributions) {
    const acl = webAclId === undefined ? undefined : webAcls.byArn(webAclId, { urn, property: "webAclId" });
    if (acl !== undefined) acls.set(id, acl);
    for (const { target } of behaviors.filter(({ origin }) => origin === undefined))
      notices.push({
        urn,
        property: "origins",
        message: `Nothing connects outside: the origin ${target} is no API of this program; requests to it answer 501.`,
      });
  }
  const addresses = new DistributionHosts(distributions);

  const reach = (
    request: IncomingMessage,
  ): { readonly reached: Reached; readonly query: string } | undefined => {
    const { url, host } = locationOf(request);
    const question = url.indexOf("?");
    const reached = addresses.resolve(host, question < 0 ? url : url.slice(0, question));
    return reached && { reached, query: question < 0 ? "" : url.slice(question + 1) };
  };
  const traced = (trace: readonly string[]): AnswerHeader[] => (parts.trace ? [traceHeader(trace)] : []);

  return {
    leadingTo: (api) => behindDistribution(api, distributions),
    inFrontOf: (origins) => {
      if (distributions.length === 0) return origins;
      return {
        async handle(request, response) {
          const way = reach(request);
          if (way === undefined) return origins.handle(request, response);
          const body = await readBody(request);
          if (body === "aborted") return true;
          const { reached, query } = way;
          const acl = acls.get(reached.distribution.id);
          const { outcome, trace, headers } = passThrough(request, body, query, reached, acl, parts.newId());
          if (!(outcome instanceof OriginRequest)) {
            answer(request, response, outcome, [...headers, ...traced(trace)]);
            return true;
          }
          for (const [name, value] of headers) response.setHeader(name, value);
          return origins.handle(outcome, response);
        },
        upgrade(request, socket, head) {
          const way = reach(request);
          if (way === undefined) return origins.upgrade(request, socket, head);
          // Other protocols than WebSocket are answered as plain requests, and then meet the gates.
          if (request.headers.upgrade?.toLowerCase() !== "websocket") return false;
          const { reached, query } = way;
          const acl = acls.get(reached.distribution.id);
          const { outcome, trace, headers } = passThrough(request, EMPTY, query, reached, acl, parts.newId());
          if (outcome instanceof OriginRequest) return origins.upgrade(outcome, socket, head);
          refuseUpgrade(socket, outcome, [...headers, ...traced(trace)]);
          return true;
        },
      };
    },
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  given: Answer,
  own: readonly AnswerHeader[],
): void {
  if (response.headersSent || response.destroyed) return;
  send(response, given, own, request.method === "HEAD");
}
