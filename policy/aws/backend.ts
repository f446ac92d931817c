import type { Resource } from "../model/resource";
import type { Stack } from "../model/stack";
import { any, type Truth } from "../model/truth";
import { integrationsOf } from "./rest-integration";
import { INTEGRATION, methodsHidden, REST_API } from "./rest-method";
import { bodyHidden, V2_API, V2_INTEGRATION } from "./v2-api";

const HTTP = ["HTTP", "HTTP_PROXY"];

/**
 * Whether an API has a backend that it calls over HTTP, which is the only kind that can ask the gateway for a client
 * certificate. `api` is a RestApi, or an API of the second generation.
 */
export function callsHttpBackend(api: Resource, stack: Stack): Truth {
  const separate =
    api.type === V2_API
      ? stack.referrers(api, V2_INTEGRATION, "apiId")
      : stack.referrers(api, INTEGRATION, "restApi");
  const kinds =
    api.type === V2_API
      ? separate.resources.map((one) =>
          one.get("integrationType").matches((text) => HTTP.includes(text.toUpperCase())),
        )
      : [api, ...separate.resources].flatMap(integrationsOf).map(({ isOf }) => isOf(...HTTP));
  const hidden = api.type === REST_API ? methodsHidden(api) : bodyHidden(api);
  return any([...kinds, hidden || !separate.complete ? "unknown" : false]);
}
