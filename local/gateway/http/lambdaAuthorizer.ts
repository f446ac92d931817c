import type { Answer } from "../answer";
import { record, text } from "../declarations";
import type { GatewayParts } from "../gatewayParts";
import { compilePolicies } from "../policies/policy";
import type { HttpContext, HttpGate, LambdaIdentity } from "./context";
import { requestPartsV2 } from "./event";
import { requestPartsV1 } from "./eventV1";
import type { Expression } from "./expressions";
import { compileExpression } from "./expressions";
import { invokeWithin } from "./invoke";
import type { LambdaAuthorizerModel } from "./model";
import { compileRequestMapping } from "./outgoing";
import { refuse } from "./refusal";

/** How long API Gateway waits for the authorizer of an HTTP API (http-api-lambda-authorizer.html). */
const TIMEOUT_MILLISECONDS = 10_000;
/** Results kept per authorizer at most; the oldest goes first. */
const MOST_KEPT = 10_000;

/** What an authorizer decided: for every route, or for those that its policy names. */
export interface Decision extends LambdaIdentity {
  allows(resource: string): boolean;
}

const KNOWS_NO_KEYS = { keys: new Set<string>(), principals: false };

/** An IAM policy response; undefined when it is malformed. */
export function policyDecision(payload: unknown): Decision | undefined {
  const response = record(payload);
  const { Statement } = record(response.policyDocument);
  const principalId = text(response.principalId);
  if (Statement === undefined || principalId === undefined) return undefined;
  const policy = compilePolicies([response.policyDocument], KNOWS_NO_KEYS);
  return {
    principalId,
    context: record(response.context),
    allows: (resource) =>
      policy({ action: "execute-api:Invoke", resource, key: () => undefined }).effect === "allow",
  };
}

/** A response of the simple form; undefined when it is malformed. */
function simpleDecision(payload: unknown): Decision | undefined {
  const { isAuthorized, context } = record(payload);
  if (typeof isAuthorized !== "boolean") return undefined;
  return { context: record(context), allows: () => isAuthorized };
}

const untouched = compileRequestMapping({}, () => undefined);

function event(
  model: LambdaAuthorizerModel,
  context: HttpContext,
  routeArn: string,
  identity: readonly string[],
) {
  const outgoing = untouched(context);
  return model.payloadFormatVersion === "2.0"
    ? {
        version: "2.0",
        type: "REQUEST",
        routeArn,
        identitySource: identity,
        ...requestPartsV2(context, outgoing),
      }
    : {
        version: "1.0",
        type: "REQUEST",
        methodArn: routeArn,
        identitySource: identity.join(","),
        authorizationToken: identity.join(","),
        ...requestPartsV1(context, outgoing),
      };
}

/** ARN of the call that an authorizer's policy speaks of. */
function routeArnOf({ arrival }: HttpContext): string {
  const { api, stageName } = arrival.stage;
  return `${api.location.executionArn}/${stageName}/${arrival.method}${arrival.path}`;
}

/** The values of the identity sources; undefined when one is missing, and then nobody is asked. */
function identityOf(sources: readonly Expression[], context: HttpContext): string[] | undefined {
  const values: string[] = [];
  for (const read of sources) {
    const value = read(context);
    if (value === undefined || value === "") return undefined;
    values.push(value);
  }
  return values;
}

interface Kept {
  readonly decision: Decision;
  readonly expiresAt: number;
}

/**
 * A Lambda authorizer of an HTTP API, for all routes that use it: they share its cache
 * (apigateway/latest/developerguide/http-api-lambda-authorizer.html).
 */
export function lambdaAuthorizerGate(
  model: LambdaAuthorizerModel,
  parts: Pick<GatewayParts, "clock" | "invokeFunction">,
): HttpGate {
  const sources = model.identitySources.map(compileExpression);
  const ttl = model.identitySources.length === 0 ? 0 : model.resultTtlSeconds * 1000;
  const kept = new Map<string, Kept>();
  const decide =
    model.payloadFormatVersion === "2.0" && model.enableSimpleResponses ? simpleDecision : policyDecision;

  const ask = async (context: HttpContext, identity: readonly string[]): Promise<Decision | string> => {
    const startedAt = parts.clock.now();
    const request = event(model, context, routeArnOf(context), identity);
    const result = await invokeWithin(parts, model.functionArn, request, TIMEOUT_MILLISECONDS);
    context.authorizerLatency = parts.clock.now() - startedAt;
    if (result === "timeout") return "the authorizer did not answer within 10 s";
    if (!result.ok) return result.errorMessage ?? result.kind;
    return decide(result.payload) ?? "the authorizer's answer is malformed";
  };

  const failed = (context: HttpContext, reason: string): Answer => {
    context.authorizerError = reason;
    context.authorizerStatus = 500;
    context.note("authorizer", "failed", reason);
    return refuse(context, 500, "AUTHORIZER_FAILURE");
  };

  return async (context) => {
    const identity = identityOf(sources, context);
    if (identity === undefined) {
      context.authorizerStatus = 401;
      context.authorizerError = "Unauthorized";
      context.note("authorizer", "deny", `no ${model.identitySources.join(", ")}`);
      return refuse(context, 401, "UNAUTHORIZED");
    }
    const key = ttl > 0 ? JSON.stringify([context.arrival.stage.stageName, ...identity]) : undefined;
    const now = parts.clock.now();
    const found = key === undefined ? undefined : kept.get(key);
    const cached = found !== undefined && found.expiresAt > now;
    const decision = cached ? found.decision : await ask(context, identity);
    if (typeof decision === "string") return failed(context, decision);
    if (key !== undefined && !cached) keep(kept, key, { decision, expiresAt: now + ttl });
    if (!decision.allows(routeArnOf(context))) {
      context.authorizerStatus = 403;
      context.authorizerError = "Forbidden";
      context.note("authorizer", "deny", cached ? "cached" : undefined);
      return refuse(context, 403, "ACCESS_DENIED");
    }
    context.lambda = decision;
    context.authorizerStatus = 200;
    context.note("authorizer", "allow", cached ? "cached" : undefined);
    return undefined;
  };
}

function keep(kept: Map<string, Kept>, key: string, entry: Kept): void {
  kept.delete(key);
  kept.set(key, entry);
  if (kept.size <= MOST_KEPT) return;
  const oldest = kept.keys().next();
  if (!oldest.done) kept.delete(oldest.value);
}
