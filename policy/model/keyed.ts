import { oncePer } from "./once";
import type { Resource } from "./resource";
import type { Stack } from "./stack";
import type { Truth } from "./truth";

/** What a resource is found by: a known text or URN, or a value, which may not be known yet. */
export type Key = string | undefined | { readonly text: string | undefined; readonly unknown: boolean };

/** The key of a resource that may turn out to have any. */
export const ANY_KEY: Key = { text: undefined, unknown: true };

/** Resources by their keys. Lists are in the order of the stack and hold each resource once. */
export class Keyed {
  private readonly byKey = new Map<string, Resource[]>();
  private readonly positions = new Map<Resource, number>();
  /** Those that may turn out to have a key that is not known yet. */
  readonly unsure: readonly Resource[];

  constructor(resources: readonly Resource[], keysOf: (resource: Resource) => readonly Key[]) {
    const unsure: Resource[] = [];
    for (const resource of resources) {
      const keys = keysOf(resource).map((key) =>
        typeof key === "object" ? key : { text: key, unknown: false },
      );
      this.positions.set(resource, this.positions.size);
      if (keys.some(({ unknown }) => unknown)) unsure.push(resource);
      for (const text of new Set(keys.flatMap(({ text }) => text ?? []))) {
        const same = this.byKey.get(text);
        if (same) same.push(resource);
        else this.byKey.set(text, [resource]);
      }
    }
    this.unsure = unsure;
  }

  /** Those that have one of the keys. */
  of(...keys: readonly (string | undefined)[]): readonly Resource[] {
    const lists = keys.flatMap((key) => (key === undefined ? [] : [this.byKey.get(key) ?? []]));
    const filled = lists.filter((list) => list.length > 0);
    return filled.length > 1 ? this.inOrder(filled.flat()) : (filled[0] ?? []);
  }

  /** Those that have one of the keys, and those that may turn out to have it. */
  maybe(...keys: readonly (string | undefined)[]): readonly Resource[] {
    return this.inOrder([...this.of(...keys), ...this.unsure]);
  }

  /** Whether there is one with one of the keys. */
  has(...keys: readonly (string | undefined)[]): Truth {
    return this.of(...keys).length > 0 || this.others;
  }

  /** Whether there may be one more: unknown when some key is not known yet, else false. */
  get others(): Truth {
    return this.unsure.length > 0 ? "unknown" : false;
  }

  /** Whether a resource comes before another of the index in the order of the stack. */
  comesBefore(a: Resource, b: Resource): boolean {
    return (this.positions.get(a) ?? 0) < (this.positions.get(b) ?? 0);
  }

  private inOrder(resources: readonly Resource[]): readonly Resource[] {
    const position = (resource: Resource): number => this.positions.get(resource) ?? 0;
    return [...new Set(resources)].sort((a, b) => position(a) - position(b));
  }
}

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
