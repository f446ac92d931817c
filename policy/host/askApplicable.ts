import type { Policies, PolicyResource, StackValidationPolicy } from "@pulumi/policy";
import type { AboutResource, AboutStack, Handler, Make } from "./serving";

// The SDK puts each resource before each policy, and makes the whole list anew for each policy that sees a stack. Here
// the policies are asked that look at the resource's type, or at a type that is in the stack; the others had nothing to
// say. What they are asked, how their levels and settings are taken, and what is answered stays the SDK's.

/** Types of the resources that a policy looks at; undefined for one that looks at all. */
export type TypesOf = (policy: string) => readonly string[] | undefined;

/** Asks about a resource those policies that look at its type. */
export function eachType(
  make: Make<AboutResource>,
  policies: Policies,
  typesOf: TypesOf,
): Handler<AboutResource> {
  const handlers = new Map<string, Handler<AboutResource>>();
  return (call, callback) => {
    const type = call.request.getType();
    let handler = handlers.get(type);
    if (handler === undefined) {
      handler = make(policies.filter(({ name }) => typesOf(name)?.includes(type) ?? true));
      handlers.set(type, handler);
    }
    handler(call, callback);
  };
}

/**
 * Asks about a stack those policies that look at a type in it, and shows all of them the same resources: the SDK makes
 * them for one policy, which keeps them, and is then asked about a stack of none.
 */
export function typesPresent(
  make: Make<AboutStack>,
  policies: Policies,
  typesOf: TypesOf,
): Handler<AboutStack> {
  return (call, callback) => {
    const present = new Set(call.request.getResourcesList().map((resource) => resource.getType()));
    const chosen = policies.filter(({ name }) => typesOf(name)?.some((type) => present.has(type)) ?? true);
    let resources: PolicyResource[] = [];
    const keeper: StackValidationPolicy = {
      name: "resources",
      description: "Keeps the resources for all policies.",
      enforcementLevel: "advisory",
      validateStack: (args) => void (resources = args.resources),
    };
    make([keeper])(call, (error, answer) => {
      if (error) return callback(error, answer);
      make(chosen.map((policy) => shown(policy, () => resources)))(
        { request: { getResourcesList: () => [] } },
        callback,
      );
    });
  };
}

/** A policy that is shown these resources, whatever stack it is asked about. */
function shown(policy: Policies[number], resources: () => PolicyResource[]): Policies[number] {
  if (!("validateStack" in policy)) return policy;
  return {
    ...policy,
    validateStack: (args, report) => policy.validateStack({ ...args, resources: resources() }, report),
  };
}
