import type { Graph } from "../graph/graph";
import { readApis } from "./api/readApis";
import { fixedApiKeys, readApiKeys } from "./apiKeys/apiKeyStore";
import { UsagePlans } from "./apiKeys/usagePlans";
import { compileDistributions } from "./cloudfront/compileDistributions";
import { compileStage } from "./compileStage";
import { compileVersionTwo } from "./compileVersionTwo";
import { Declarations } from "./declarations";
import { declaredApi } from "./declaredApi";
import { exampleCaller } from "./exampleCaller";
import { TokenBucket } from "./gates/tokenBucket";
import { schemaCompiler } from "./gates/validation";
import type { DeclaredApi, Gateway } from "./gateway";
import type { GatewayParts } from "./gatewayParts";
import { requestHandler } from "./handle";
import { assumeWithWebIdentity } from "./iam/assumeWithWebIdentity";
import { readCredentials } from "./iam/credentialStore";
import { Roles } from "./iam/roles";
import { WebIdentitySessions } from "./iam/webIdentitySessions";
import type { Notice } from "./notice";
import { readVpcEndpoints } from "./privateApis";
import { privateApiNotices, programNotices } from "./programNotices";
import { Addresses } from "./routing/addresses";
import { readDomains } from "./routing/domains";
import { WebAcls } from "./webAcls";

/** API Gateway's quota per account and Region before it is raised (developerguide/limits.html). */
const ACCOUNT_THROTTLE = { rateLimit: 10_000, burstLimit: 5_000 };

/**
 * Compiles every stage of the graph's APIs into gates and integrations, and the distributions in front of them. What the
 * program declares and the gateway does not execute is in `notices`.
 */
export function compileGateway(graph: Graph, parts: GatewayParts): Gateway {
  const declarations = new Declarations(graph);
  const notices: Notice[] = [];
  const webAcls = new WebAcls(declarations, parts.clock, notices);
  const { rateLimit, burstLimit } = parts.accountThrottle ?? ACCOUNT_THROTTLE;
  const roles = new Roles(declarations);
  const plans = new UsagePlans(declarations, parts.clock, parts.usage);
  const declaredKeys = readApiKeys(declarations);
  const apiKeys = parts.apiKeys ?? fixedApiKeys(declaredKeys);
  const sessions = parts.sessions ?? new WebIdentitySessions(parts.clock, parts.newId);
  const credentials = parts.credentials ?? readCredentials(declarations, sessions);
  const account = new TokenBucket(parts.clock, rateLimit, burstLimit);
  const ajv = schemaCompiler();
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
      compileStage(api, stage, {
        declarations,
        parts,
        notices,
        account,
        apiKeys,
        plans,
        credentials,
        roles,
        ajv,
        webAclOf: (arn) => webAcls.of(arn),
      }),
    );
  });
  const domains = readDomains(declarations, notices);
  const vpcEndpoints = readVpcEndpoints(declarations);
  const versionTwo = compileVersionTwo(declarations, { ...parts, credentials }, notices, account);
  const restApis = stages.map((stage) => ({
    ...declaredApi(stage, domains),
    caller: exampleCaller(stage, declaredKeys, plans, credentials, vpcEndpoints),
  }));
  notices.push(...programNotices(declarations), ...privateApiNotices(restApis));
  const apis: DeclaredApi[] = [...restApis, ...versionTwo.apis];
  const distributions = compileDistributions(declarations, parts, notices, webAcls, apis);
  const rest = requestHandler(new Addresses(stages, domains, vpcEndpoints), parts);
  return {
    apis: apis.map((api) => distributions.leadingTo(api)),
    notices,
    ...distributions.inFrontOf({ handle: versionTwo.inFrontOf(rest), upgrade: versionTwo.upgrade }),
    assumeRoleWithWebIdentity: assumeWithWebIdentity(declarations, sessions),
  };
}
