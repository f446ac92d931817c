import { edit, set, type Mutation } from "./mutation";
import { API, DOMAIN, MACHINE, TABLE } from "./targets";

/** Rule → the mistake that it must catch in the production stage. */
export const crossMutations: Readonly<Record<string, Mutation>> = {
  "no-ignore-changes-on-guarded": edit(DOMAIN, (one) => ({ ...one, ignoreChanges: ["securityPolicy"] })),
  "protect-stateful": edit(TABLE, (one) => ({ ...one, protect: false })),
  "region-allowed": set(TABLE, "replicas", [{ regionName: "me-south-1" }]),
  "resource-description": set(API, "description", undefined),
  "resource-tags": set(TABLE, "tags", undefined),
  "secret-outputs": edit(MACHINE, (one) => ({
    ...one,
    outputs: { ...one.outputs, clientSecret: "in the clear" },
    additionalSecretOutputs: [],
  })),
};
