import type { Resource } from "../model/resource";
import type { Stack } from "../model/stack";
import { partsOf } from "./method-parts";
import { INTEGRATION, METHOD, methodsOf, REST_API, type RestMethod } from "./rest-method";

const RESOURCE = "aws:apigateway/resource:Resource";

/** Paths nest; deeper than this is damage, or a cycle. */
const MAXIMUM_DEPTH = 30;

/** The methods of an API, and whether all are in sight; a body that cannot be read is for the caller to ask about. */
export interface DeclaredMethods {
  readonly methods: readonly RestMethod[];
  readonly complete: boolean;
}

/** All methods of a REST API: of its body, and those that are resources of their own, with their path and integration. */
export function declaredMethods(api: Resource, stack: Stack): DeclaredMethods {
  const separate = stack.referrers(api, METHOD, "restApi");
  const single = separate.resources.flatMap((method) =>
    methodsOf(method).map((one): RestMethod => {
      const path = pathOf(method, stack);
      const [integration] = partsOf(method, INTEGRATION, stack).resources;
      return {
        ...one,
        ...(path !== undefined && { path }),
        integration: integration?.props ?? one.integration,
      };
    }),
  );
  return { methods: [...methodsOf(api), ...single], complete: separate.complete };
}

/** The path template of a method, put together from the resources above it; undefined when one is out of sight. */
function pathOf(method: Resource, stack: Stack): string | undefined {
  const parts: string[] = [];
  let [resource, property] = [method, "resourceId"];
  for (let depth = 0; depth < MAXIMUM_DEPTH; depth += 1) {
    const [above] = stack.targets(resource, property, RESOURCE).resources;
    if (above === undefined) {
      // What is not below a resource of the stack is below the API's own root, or cannot be told.
      const isRoot =
        stack.targets(resource, property, REST_API).resources.length > 0 ||
        isRootId(resource, property, stack);
      return isRoot ? `/${parts.join("/")}` : undefined;
    }
    const part = above.get("pathPart").text;
    if (part === undefined) return undefined;
    parts.unshift(part);
    [resource, property] = [above, "parentId"];
  }
  return undefined;
}

function isRootId(resource: Resource, property: string, stack: Stack): boolean {
  const id = resource.get(property).text;
  return (
    id !== undefined &&
    stack
      .targets(resource, "restApi", REST_API)
      .resources.some((api) => api.outputs.get("rootResourceId").text === id)
  );
}
