import type { RestApiModel } from "../api/model";
import type { ApiKeyStore } from "../apiKeys/apiKeyStore";
import type { UsagePlans } from "../apiKeys/usagePlans";
import type { Gate } from "../runtime";

/** What methods that need an API key have in common. */
export interface ApiKeyScope {
  readonly api: RestApiModel;
  readonly stageName: string;
  readonly store: ApiKeyStore;
  readonly plans: UsagePlans;
}

/**
 * API key and usage plan: the key must exist, be enabled, and belong to a plan that covers the stage; all else is 403.
 * Then the plan's throttle and quota, both 429
 * (apigateway/latest/developerguide/api-gateway-api-usage-plans.html).
 */
export function apiKeyGate({ api, stageName, store, plans }: ApiKeyScope): Gate {
  const stage = `${api.id}/${stageName}`;
  const fromAuthorizer = api.apiKeySource === "AUTHORIZER";
  return (context) => {
    const { responses } = context.arrival.stage;
    const value = fromAuthorizer ? context.authorizer?.usageIdentifierKey : context.header("x-api-key");
    const key = value === undefined || value === "" ? undefined : store.find(value);
    const planId = key?.enabled === true ? plans.planFor(key.usagePlanIds, api.id, stageName) : undefined;
    if (key === undefined || planId === undefined) {
      const reason =
        value === undefined || value === ""
          ? `no key in the ${fromAuthorizer ? "authorizer's answer" : "header x-api-key"}`
          : key === undefined
            ? "unknown key"
            : key.enabled
              ? "the key is in no usage plan of this stage"
              : "the key is disabled";
      context.note("api-key", "deny", reason);
      return responses.answer(context, "INVALID_API_KEY");
    }
    context.apiKey = key;
    const { resourcePath = "", httpMethod = "" } = context.route?.model ?? {};
    const refusal = plans.take(planId, key.id, stage, `${resourcePath}/${httpMethod}`);
    if (refusal === undefined) {
      context.note("api-key", "pass");
      return undefined;
    }
    context.note("usage-plan", "deny", `${refusal} ${refusal === "quota" ? "used up" : "limit exceeded"}`);
    return responses.answer(context, refusal === "quota" ? "QUOTA_EXCEEDED" : "THROTTLED");
  };
}
