import { oncePer } from "../model/once";
import type { Resource } from "../model/resource";
import type { Truth } from "../model/truth";
import type { Value } from "../model/value";
import { INTEGRATION, methodsOf } from "./rest-method";

/** An integration of a REST API, from an OpenAPI body or a resource of its own. Both use the same property names. */
export interface RestIntegration {
  readonly label: string;
  readonly at: Value;
  /** Whether its type is one of AWS, AWS_PROXY, HTTP, HTTP_PROXY, MOCK. */
  readonly isOf: (...types: readonly string[]) => Truth;
}

/** Integrations that a RestApi's body, or an Integration resource, declares. */
export const integrationsOf = oncePer((resource: Resource): readonly RestIntegration[] => {
  if (resource.type === INTEGRATION) return [describe(resource.name, resource.props)];
  return methodsOf(resource)
    .filter(({ integration }) => integration.state !== "absent")
    .map(({ label, integration }) => describe(label, integration));
});

const describe = (label: string, at: Value): RestIntegration => ({
  label,
  at,
  isOf: (...types) => at.get("type").matches((text) => types.includes(text.toUpperCase())),
});
