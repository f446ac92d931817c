import type { Answer } from "../answer";
import type { RestApiModel } from "../api/model";
import type { Policy } from "../policies/policy";
import { compilePolicy } from "../policies/policy";
import { REQUEST_KEYS, invokeQuestion, methodArn } from "../policies/requestKeys";
import type { Caller } from "../policies/statement";
import type { RequestContext } from "../request/context";
import type { Gate } from "../runtime";

export { UnsupportedPolicy } from "../policies/statement";

/** The resource policy of an API, compiled. @throws UnsupportedPolicy when the policy uses what is not executed. */
export function compileResourcePolicy(api: RestApiModel): Policy | undefined {
  if (api.policy === undefined) return undefined;
  return compilePolicy(api.policy, {
    keys: REQUEST_KEYS,
    principals: true,
    // `execute-api:/stage/GET/path` is API Gateway's short form, expanded when the policy is saved.
    expand: (resource) =>
      resource.startsWith("execute-api:/")
        ? `${api.location.executionArn}/${resource.slice("execute-api:/".length)}`
        : resource,
  });
}

/**
 * The resource policy for callers that IAM knows nothing of: an explicit allow is needed, an explicit deny wins
 * (apigateway/latest/developerguide/apigateway-authorization-flow.html).
 */
export function resourcePolicyGate(policy: Policy): Gate {
  return (context) => {
    const { effect, label } = policy(invokeQuestion(context));
    if (effect !== "allow") return refuseCaller(context, undefined, effect === "deny" ? label : undefined);
    context.note("resource-policy", "allow", label);
    return undefined;
  };
}

/** An explicit deny ends the request before its Lambda authorizer is asked. */
export function explicitDenyGate(policy: Policy): Gate {
  return (context) => {
    const { effect, label } = policy(invokeQuestion(context));
    return effect === "deny" ? refuseCaller(context, undefined, label) : undefined;
  };
}

/** 403 in IAM's words. `denied`: the statement that denies explicitly. */
export function refuseCaller(
  context: RequestContext,
  caller: Caller | undefined,
  denied: string | undefined,
  gate = "resource-policy",
): Answer {
  context.note(gate, "deny", denied ?? "no statement allows it");
  // AWS shows the last four digits of the account only.
  const masked = methodArn(context).replace(/:\d{8}(\d{4}):/, ":********$1:");
  const suffix = denied === undefined ? "" : " with an explicit deny";
  const who = caller?.callerArn ?? "anonymous";
  return context.arrival.stage.responses.answer(context, "ACCESS_DENIED", {
    message: `User: ${who} is not authorized to perform: execute-api:Invoke on resource: ${masked}${suffix}`,
  });
}
