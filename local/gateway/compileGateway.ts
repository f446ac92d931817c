import type { Graph } from "../graph/graph";
import { readApis } from "./api/readApis";
import { compileStage } from "./compileStage";
import { Declarations, text } from "./declarations";
import { declaredApi } from "./declaredApi";
import { TokenBucket } from "./gates/tokenBucket";
import type { Gateway, GatewayParts, Notice } from "./gateway";
import { requestHandler } from "./handle";
import { programNotices } from "./programNotices";
import type { Domain } from "./routing/addresses";
import { Addresses } from "./routing/addresses";
import { WebAcls } from "./webAcls";

/** API Gateway's quota per account and Region before it is raised (developerguide/limits.html). */
const ACCOUNT_THROTTLE = { rateLimit: 10_000, burstLimit: 5_000 };

/**
 * Compiles every REST API stage of the graph into gates and integrations. What the program declares and the gateway
 * does not execute is in `notices`.
 */
export function compileGateway(graph: Graph, parts: GatewayParts): Gateway {
  const declarations = new Declarations(graph);
  const notices: Notice[] = [];
  const webAcls = new WebAcls(declarations, parts.clock, notices);
  const { rateLimit, burstLimit } = parts.accountThrottle ?? ACCOUNT_THROTTLE;
  const account = new TokenBucket(parts.clock, rateLimit, burstLimit);
  const declaredStages = declarations.of("aws:apigateway/stage:Stage");
  const stages = readApis(declarations, notices).flatMap((api) => {
    const own = declaredStages.filter(({ properties }) => properties.restApi === api.id);
    if (own.length === 0)
      notices.push({
        urn: api.urn,
        property: "stage",
        message: "The API has no stage; nothing of it is served.",
      });
    return own.map((stage) =>
      compileStage(api, stage, { declarations, parts, notices, account, webAclOf: (arn) => webAcls.of(arn) }),
    );
  });
  const domains = readDomains(declarations);
  notices.push(...programNotices(declarations));
  return {
    apis: stages.map((stage) => declaredApi(stage, domains)),
    notices,
    handle: requestHandler(new Addresses(stages, domains), parts),
  };
}

/** Custom domains with their base paths. */
function readDomains(declarations: Declarations): Domain[] {
  const mappings = declarations.of("aws:apigateway/basePathMapping:BasePathMapping");
  return declarations.of("aws:apigateway/domainName:DomainName").flatMap(({ properties }) => {
    const domainName = text(properties.domainName);
    if (domainName === undefined) return [];
    const own = mappings
      .filter((mapping) => mapping.properties.domainName === domainName)
      .map((mapping) => {
        const basePath = text(mapping.properties.basePath) ?? "";
        return {
          apiId: text(mapping.properties.restApi) ?? "",
          stageName: text(mapping.properties.stageName),
          // `(none)` is how API Gateway itself writes the root.
          basePath: basePath === "(none)" ? "" : basePath.replace(/^\/+|\/+$/g, ""),
        };
      });
    return [{ domainName, mappings: own }];
  });
}
