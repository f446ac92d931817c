import type { Resource } from "./resource";
import type { Truth } from "./truth";

/** What a resource is found by: a known text or URN, or a value, which may not be known yet. */
export type Key = string | undefined | { readonly text: string | undefined; readonly unknown: boolean };

/** The key of a resource that may turn out to have any. */
export const ANY_KEY: Key = { text: undefined, unknown: true };

/** Resources by their keys. Lists are in the order of the stack and hold each resource once. */
export class Keyed {
  private readonly byKey = new Map<string, Resource[]>();
  private readonly positions = new Map<Resource, number>();
  private readonly uncertain: ReadonlySet<Resource>;

  constructor(resources: readonly Resource[], keysOf: (resource: Resource) => readonly Key[]) {
    const uncertain = new Set<Resource>();
    for (const resource of resources) {
      const keys = keysOf(resource).map((key) =>
        typeof key === "object" ? key : { text: key, unknown: false },
      );
      this.positions.set(resource, this.positions.size);
      if (keys.some(({ unknown }) => unknown)) uncertain.add(resource);
      for (const text of new Set(keys.flatMap(({ text }) => text ?? []))) {
        const same = this.byKey.get(text);
        if (same) same.push(resource);
        else this.byKey.set(text, [resource]);
      }
    }
    this.uncertain = uncertain;
  }

  /** Those that may turn out to have a key that is not known yet. */
  get unsure(): readonly Resource[] {
    return [...this.uncertain];
  }

  /** Those that have one of the keys. */
  of(...keys: readonly (string | undefined)[]): readonly Resource[] {
    const lists = keys.flatMap((key) => (key === undefined ? [] : [this.byKey.get(key) ?? []]));
    const filled = lists.filter((list) => list.length > 0);
    return filled.length > 1 ? this.inOrder(filled.flat()) : (filled[0] ?? []);
  }

  /** Those that have one of the keys, and those that may turn out to have it. */
  maybe(...keys: readonly (string | undefined)[]): readonly Resource[] {
    return this.inOrder([...this.of(...keys), ...this.uncertain]);
  }

  /** Whether there is one with one of the keys. */
  has(...keys: readonly (string | undefined)[]): Truth {
    return this.of(...keys).length > 0 || this.others;
  }

  /** Whether those that have the key are all: none but them may turn out to have it. */
  complete(key: string): boolean {
    return this.of(key).filter((resource) => this.uncertain.has(resource)).length === this.uncertain.size;
  }

  /** Whether there may be one more: unknown when some key is not known yet, else false. */
  get others(): Truth {
    return this.uncertain.size > 0 ? "unknown" : false;
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
