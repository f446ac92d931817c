import type { Answer } from "../answer";
import type { LambdaAuthorizerModel } from "../api/model";
import type { FunctionResult, GatewayParts } from "../gatewayParts";
import { invokeWithin } from "../integrations/invokeWithin";
import { eventRequest } from "../integrations/proxyEvent";
import type { Policy, Verdict } from "../policies/policy";
import { invokeQuestion, methodArn } from "../policies/requestKeys";
import type { RequestContext } from "../request/context";
import type { ResponseTypeName } from "../responses/responseTypes";
import { compileMapping } from "../responses/substitution";
import type { Gate } from "../runtime";
import type { AuthorizerAnswer } from "./authorizerAnswer";
import { authorizerAnswer } from "./authorizerAnswer";
import { AuthorizerCache } from "./authorizerCache";

/** API Gateway waits no longer for an authorizer than for an integration. */
const TIMEOUT_MILLISECONDS = 29_000;

/** A Lambda authorizer of one stage. */
export interface LambdaAuthorizer {
  readonly model: LambdaAuthorizerModel;
  readonly functionArn: string;
  readonly parts: Pick<GatewayParts, "clock" | "invokeFunction">;
  /** The API's resource policy, which is evaluated together with the authorizer's. */
  readonly resourcePolicy: Policy | undefined;
}

type Failure = { readonly type: ResponseTypeName; readonly reason: string };

/** Table A of apigateway-authorization-flow.html: a deny of either ends it, an allow of either is enough. */
function together(own: Verdict, resource: Verdict | undefined): Verdict["effect"] {
  if (own.effect === "deny" || resource?.effect === "deny") return "deny";
  return own.effect === "allow" || resource?.effect === "allow" ? "allow" : "silent";
}

/**
 * A Lambda authorizer of type TOKEN or REQUEST: identity sources first (401 without them, and the function is not
 * called), then a cached or fresh policy, evaluated for this method
 * (apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html).
 */
export function lambdaAuthorizerGate({ model, functionArn, parts, resourcePolicy }: LambdaAuthorizer): Gate {
  const sources = model.identitySources.map((source) => compileMapping(source) ?? (() => undefined));
  const expression =
    model.identityValidationExpression === undefined
      ? undefined
      : new RegExp(`^(?:${model.identityValidationExpression})$`);
  const cache =
    model.ttlSeconds > 0 && sources.length > 0
      ? new AuthorizerCache(parts.clock, model.ttlSeconds)
      : undefined;

  const fresh = async (
    context: RequestContext,
    identity: readonly string[],
  ): Promise<AuthorizerAnswer | Failure> => {
    const event = eventOf(model, context, identity);
    const outcome = await invokeWithin(parts, functionArn, event, TIMEOUT_MILLISECONDS);
    if (outcome === "integration-timeout")
      return { type: "AUTHORIZER_FAILURE", reason: "the function timed out" };
    if (!outcome.ok) return failureOf(outcome);
    const answer = authorizerAnswer(outcome.payload);
    return typeof answer === "string" ? { type: "AUTHORIZER_CONFIGURATION_ERROR", reason: answer } : answer;
  };

  return async (context): Promise<Answer | undefined> => {
    const identity = sources.map((read) => read(context) ?? "");
    const missing = identity.indexOf("");
    if (missing >= 0)
      return refuse(context, {
        type: "UNAUTHORIZED",
        reason: `no ${model.identitySources[missing] ?? "identity source"}`,
      });
    if (expression !== undefined && !expression.test(identity[0] ?? ""))
      return refuse(context, {
        type: "UNAUTHORIZED",
        reason: "token does not match the identity validation expression",
      });
    const key = JSON.stringify(identity);
    const cached = cache?.get(key);
    const startedAt = parts.clock.now();
    const answer = cached ?? (await fresh(context, identity));
    if ("type" in answer) return refuse(context, answer);
    if (cached === undefined) cache?.set(key, answer);
    context.authorizer = { ...answer, latency: cached === undefined ? parts.clock.now() - startedAt : 0 };
    return decide(context, answer, resourcePolicy, cached !== undefined);
  };
}

function decide(
  context: RequestContext,
  answer: AuthorizerAnswer,
  resourcePolicy: Policy | undefined,
  cached: boolean,
): Answer | undefined {
  const question = invokeQuestion(context);
  const own = answer.policy(question);
  const effect = together(own, resourcePolicy?.(question));
  const how = cached ? "cached policy" : "policy of the function";
  if (effect === "allow") {
    context.authorizerStatus = 200;
    context.note("authorizer", "allow", how);
    return undefined;
  }
  context.authorizerStatus = 403;
  context.authorizerError = "The client is not authorized to perform this operation.";
  context.note("authorizer", "deny", `${how}: ${own.label ?? "no statement covers this method"}`);
  return context.arrival.stage.responses.answer(
    context,
    "ACCESS_DENIED",
    effect === "deny"
      ? { message: "User is not authorized to access this resource with an explicit deny" }
      : {},
  );
}

function eventOf(
  model: LambdaAuthorizerModel,
  context: RequestContext,
  identity: readonly string[],
): Record<string, unknown> {
  const common = { type: model.kind, methodArn: methodArn(context) };
  return model.kind === "TOKEN"
    ? { ...common, authorizationToken: identity[0] }
    : { ...common, ...eventRequest(context) };
}

/** A function that fails with "Unauthorized" refuses the caller; any other failure is one of the authorizer. */
function failureOf(result: Extract<FunctionResult, { readonly ok: false }>): Failure {
  const reason = result.errorMessage ?? result.errorType ?? result.kind;
  if (result.kind === "function-error" && result.errorMessage === "Unauthorized")
    return { type: "UNAUTHORIZED", reason: "the function says Unauthorized" };
  return {
    type: result.kind === "not-found" ? "AUTHORIZER_CONFIGURATION_ERROR" : "AUTHORIZER_FAILURE",
    reason,
  };
}

function refuse(context: RequestContext, { type, reason }: Failure): Answer {
  const unauthorized = type === "UNAUTHORIZED";
  context.authorizerError = unauthorized ? "Unauthorized" : reason;
  context.authorizerStatus = unauthorized ? 401 : 500;
  context.note("authorizer", unauthorized ? "deny" : "failed", reason);
  return context.arrival.stage.responses.answer(context, type);
}
