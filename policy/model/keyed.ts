import { Keyed, type Key } from "./keys";
import { oncePer } from "./once";
import type { Resource } from "./resource";
import type { Stack } from "./stack";

/**
 * An index of a stack's resources, made once for each stack: a rule that looks for a resource asks it, rather than look
 * at all of them, so that its time grows with the stack and not with its square.
 * @param types resource types, or `every` for all of them
 */
export const keyed = (
  types: readonly string[] | "every",
  keysOf: (resource: Resource, stack: Stack) => readonly Key[],
): ((stack: Stack) => Keyed) =>
  oncePer(
    (stack: Stack) =>
      new Keyed(types === "every" ? stack.resources : stack.ofType(...types), (resource) =>
        keysOf(resource, stack),
      ),
  );
