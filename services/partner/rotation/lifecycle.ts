/**
 * The life of a key, which its description tells: in use → retired, valid until … → disabled at … → deleted.
 * A revoked key was disabled at once and is never enabled again.
 */
type KeyState =
  { readonly kind: "in use" } | { readonly kind: "retired" | "disabled" | "revoked"; readonly at: number };

const words = { retired: "Retired, valid until ", disabled: "Disabled at ", revoked: "Revoked at " } as const;
const inUse = "In use";

/** A state as a key's description, for people in the console and for the next run. */
export const describeState = (state: KeyState): string =>
  state.kind === "in use" ? inUse : words[state.kind] + new Date(state.at).toISOString();

/** The state in a description. What nobody here wrote counts as in use. */
export function readState(description: string): KeyState {
  for (const kind of ["retired", "disabled", "revoked"] as const) {
    if (!description.startsWith(words[kind])) continue;
    const at = Date.parse(description.slice(words[kind].length));
    if (!Number.isNaN(at)) return { kind, at };
  }
  return { kind: "in use" };
}
