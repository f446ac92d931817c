import type { Resource } from "../model/resource";
import type { Joined, Stack } from "../model/stack";
import { all, type Truth } from "../model/truth";

export const METHOD_RESPONSE = "aws:apigateway/methodResponse:MethodResponse";
export const INTEGRATION_RESPONSE = "aws:apigateway/integrationResponse:IntegrationResponse";

/** What names a method of a REST API. */
const KEYS = ["restApi", "resourceId", "httpMethod"] as const;

/**
 * The resources of a type that belong to a method: same API, same path, same HTTP method. They may take these from the
 * method itself, from one of its other parts, or from where the method has them.
 */
export function partsOf(method: Resource, type: string, stack: Stack, via: readonly Resource[] = []): Joined {
  const own = new Set([method, ...via].map(({ urn }) => urn));
  const resources: Resource[] = [];
  let complete = true;
  for (const candidate of stack.ofType(type)) {
    const belongs = all(KEYS.map((key) => sameKey(candidate, method, key, own)));
    if (belongs === true) resources.push(candidate);
    else if (belongs === "unknown") complete = false;
  }
  return { resources, complete };
}

function sameKey(a: Resource, b: Resource, key: string, own: ReadonlySet<string>): Truth {
  const dependencies = a.dependenciesOf(key);
  if (dependencies.some((urn) => own.has(urn))) return true;
  const [x, y] = [a.get(key), b.get(key)];
  if (x.text !== undefined && y.text !== undefined) return x.text === y.text;
  const others = b.dependenciesOf(key);
  if (dependencies.length > 0 && others.length > 0) {
    const shared = dependencies.filter((urn) => others.includes(urn)).length;
    if (shared === dependencies.length && shared === others.length) return true;
    if (shared === 0 && !takenFromPart(dependencies)) return false;
  }
  return x.unknown || y.unknown ? "unknown" : false;
}

/** A key taken from another method's part says nothing of this one before its value is known. */
const takenFromPart = (urns: readonly string[]): boolean =>
  urns.some((urn) => /:(Method|Integration|MethodResponse|IntegrationResponse)::/.test(urn));
