import { beside, type Mutation } from "./mutation";

/** Rule → the mistake that it must catch in the production stage. */
export const secretsmanagerMutations: Readonly<Record<string, Mutation>> = {
  "secret-cmk": beside("secret-cmk", "none"),
  "secret-rotation": beside("secret-rotation", "none"),
};
