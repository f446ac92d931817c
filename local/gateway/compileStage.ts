import type Ajv from "ajv-draft-04";

import { compileAccessLog } from "./accessLog";
import type { MethodModel, RestApiModel } from "./api/model";
import type { ApiKeyStore } from "./apiKeys/apiKeyStore";
import type { UsagePlans } from "./apiKeys/usagePlans";
import { StageAuthorization } from "./authorization";
import type { Declarations, Declared } from "./declarations";
import { record, text, textRecord } from "./declarations";
import { apiKeyGate } from "./gates/apiKey";
import { StageCache, cacheGate } from "./gates/cache";
import { contentCodingGate } from "./gates/contentCoding";
import { privateApiGate } from "./gates/privateApi";
import { methodBucket, throttleGate } from "./gates/throttle";
import type { TokenBucket } from "./gates/tokenBucket";
import type { Models } from "./gates/validation";
import { bodyGate, parametersGate } from "./gates/validation";
import { wafGate } from "./gates/waf";
import type { GatewayParts } from "./gatewayParts";
import type { CredentialStore } from "./iam/credentialStore";
import type { Roles } from "./iam/roles";
import { compileIntegration } from "./integrations/compileIntegration";
import { notExecuted } from "./integrations/notExecuted";
import { MethodSettings } from "./methodSettings";
import type { Notice } from "./notice";
import { GatewayResponses } from "./responses/gatewayResponses";
import { ResourceTree } from "./routing/resourceTree";
import type { Gate, MethodRuntime, StageRuntime } from "./runtime";
import { stageNotices } from "./stageNotices";
import type { WebAcl } from "./waf";

/** What stages have in common. */
export interface StageScope {
  readonly declarations: Declarations;
  readonly parts: GatewayParts;
  readonly notices: Notice[];
  readonly account: TokenBucket;
  readonly apiKeys: ApiKeyStore;
  readonly plans: UsagePlans;
  readonly credentials: CredentialStore;
  readonly roles: Roles;
  /** Compiles the models of all APIs. */
  readonly ajv: Ajv;
  /** The compiled web ACL of a stage, by the stage's ARN. */
  webAclOf(stageArn: string): { readonly arn: string; readonly acl: WebAcl } | undefined;
}

/** Compiles one stage: every method's gates in AWS's order, then its integration. */
export function compileStage(api: RestApiModel, stage: Declared, scope: StageScope): StageRuntime {
  const { declarations, parts, notices } = scope;
  const stageName = text(stage.properties.stageName) ?? stage.name;
  const settings = new MethodSettings(declarations, api.id, stageName);
  const variables = textRecord(stage.properties.variables);
  const cache = stage.properties.cacheClusterEnabled === true ? new StageCache(parts.clock) : undefined;
  const models: Models = { ajv: scope.ajv, definitions: api.models };
  const shared = { ...scope, api, stageName, variables };
  const authorization = new StageAuthorization(shared);
  const needsKey = apiKeyGate({ api, stageName, store: scope.apiKeys, plans: scope.plans });
  notices.push(...stageNotices(stage, settings));
  const tree = new ResourceTree<MethodRuntime>();
  for (const method of api.methods) {
    const effective = settings.of(method);
    const gates: (Gate | undefined)[] = [
      ...authorization.gatesOf(method),
      method.apiKeyRequired ? needsKey : undefined,
      throttleGate(methodBucket(effective, parts.clock), scope.account),
      cache !== undefined && effective.cachingEnabled && effective.cacheTtlSeconds > 0
        ? cacheGate({
            cache,
            ttlSeconds: effective.cacheTtlSeconds,
            prefix: `${method.integration.cacheNamespace} ${method.httpMethod}`,
            keyParameters: method.integration.cacheKeyParameters,
            requireAuthorizationForCacheControl: effective.requireAuthorizationForCacheControl,
            unauthorizedStrategy: effective.unauthorizedStrategy,
          })
        : undefined,
      parametersGate(method),
      validated(api, method, models, notices),
    ];
    tree.add(method.httpMethod, method.resourcePath, {
      model: method,
      gates: gates.filter((gate) => gate !== undefined),
      integration: compileIntegration(method, shared),
    });
  }
  const webAcl = scope.webAclOf(text(stage.properties.arn) ?? "");
  const log = record(stage.properties.accessLogSettings);
  const format = text(log.format);
  const destination = text(log.destinationArn);
  return {
    api,
    stageName,
    deploymentId: text(stage.properties.deployment) ?? "",
    variables,
    tracing: stage.properties.xrayTracingEnabled === true,
    gates: [
      ...(api.endpointType === "PRIVATE" ? [privateApiGate] : []),
      ...(webAcl === undefined ? [] : [wafGate(webAcl.acl)]),
      contentCodingGate,
    ],
    tree,
    responses: new GatewayResponses(api.gatewayResponses),
    ...(webAcl === undefined ? {} : { webAclArn: webAcl.arn }),
    ...(format === undefined || destination === undefined || parts.writeLog === undefined
      ? {}
      : { writeAccessLog: compileAccessLog(format, destination, (to, line) => parts.writeLog?.(to, line)) }),
  };
}

const where = (method: MethodModel): string => `${method.httpMethod} ${method.resourcePath}`;

function validated(
  api: RestApiModel,
  method: MethodModel,
  models: Models,
  notices: Notice[],
): Gate | undefined {
  try {
    return bodyGate(method, models);
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown";
    notices.push({
      urn: api.urn,
      property: `${where(method)} requestBody`,
      message: `The model does not compile (${reason}); bodies are refused with 501.`,
    });
    return notExecuted("body", `the model of ${where(method)}`);
  }
}
