import { ANY_KEY, Keyed } from "./keys";
import type { Resource } from "./resource";
import type { Truth } from "./truth";
import type { Value } from "./value";

/** Outputs by which one resource is known to others. */
const IDENTITIES = ["arn", "id", "name", "invokeArn", "executionArn", "domainName", "url"] as const;

/** The resources that a join found, and whether there may be more that cannot be told at preview. */
export interface Joined {
  readonly resources: readonly Resource[];
  /** False when a value that decides is unknown and no dependency stands in for it. */
  readonly complete: boolean;
}

/** Whether a join found something: unknown when it found nothing but could not see everything. */
export const exists = (joined: Joined): Truth =>
  joined.resources.length > 0 ? true : joined.complete ? false : "unknown";

/**
 * All resources of a stack, indexed once. Joins follow the dependencies that Pulumi records, because ids and ARNs
 * are unknown at preview; a comparison of known values only helps where no dependency was recorded (imports, literals).
 */
export class Stack {
  private readonly types = new Map<string, Resource[]>();
  private readonly urns = new Map<string, Resource>();
  private readonly references = new Map<string, Keyed>();
  private readonly singles = new Map<Resource, Stack>();
  private identities: Keyed | undefined;

  constructor(
    readonly resources: readonly Resource[],
    readonly project: string,
    /** Stack name; the stage. */
    readonly name: string,
  ) {
    for (const resource of resources) {
      this.urns.set(resource.urn, resource);
      const sameType = this.types.get(resource.type);
      if (sameType) sameType.push(resource);
      else this.types.set(resource.type, [resource]);
    }
  }

  /**
   * The same in the order of the URNs. An engine tells of resources as they come to be done, which is another order in
   * each run; verdicts must not change with it.
   */
  static inOrder(resources: readonly Resource[], project: string, name: string): Stack {
    return new Stack(
      [...resources].sort((a, b) => (a.urn < b.urn ? -1 : 1)),
      project,
      name,
    );
  }

  /** The stack as a rule for single resources sees it: no resource but this one. */
  alone(resource: Resource): Stack {
    if (this.resources.length === 1 && this.resources[0] === resource) return this;
    let single = this.singles.get(resource);
    if (single === undefined)
      this.singles.set(resource, (single = new Stack([resource], this.project, this.name)));
    return single;
  }

  byUrn(urn: string): Resource | undefined {
    return this.urns.get(urn);
  }

  /** Whether there is a resource of the type. */
  has(type: string): boolean {
    return this.types.has(type);
  }

  /** For lists that a rule goes through once for a stack; who looks for one of them asks an index (`keyed`). */
  ofType(...types: readonly string[]): readonly Resource[] {
    const [only] = types;
    if (types.length === 1 && only !== undefined) return this.types.get(only) ?? [];
    return types.flatMap((type) => this.types.get(type) ?? []);
  }

  /**
   * Whether a value that is not known yet, of an input or below it, is computed from a resource of one of these types. It
   * then has a value once it is deployed, and one that names that resource.
   */
  computedFrom(value: Value, resource: Resource, property: string, ...types: readonly string[]): boolean {
    return (
      value.unknown &&
      resource.dependenciesOf(property).some((urn) => types.includes(this.byUrn(urn)?.type ?? ""))
    );
  }

  /** The resources of the given types that `resource`'s property points at. */
  targets(resource: Resource, property: string, ...types: readonly string[]): Joined {
    const dependencies = resource.dependenciesOf(property);
    const found = dependencies
      .map((urn) => this.byUrn(urn))
      .filter((target): target is Resource => target !== undefined && types.includes(target.type));
    if (found.length > 0) return { resources: found, complete: true };
    const value = resource.get(property);
    if (value.state === "absent") return { resources: [], complete: true };
    const texts = value.items.map((item) => item.text);
    const byValue = texts.flatMap((text) => (text === undefined ? [] : this.identifiedBy(text)));
    const matching = byValue.filter((target) => types.includes(target.type));
    const complete = !value.unknown && !value.items.some((item) => item.unknown);
    return { resources: [...new Set(matching)], complete };
  }

  /** The resources of a type whose property points at `target`. */
  referrers(target: Resource, type: string, property: string): Joined {
    const pointing = this.referencesTo(target.type, type, property);
    return { resources: pointing.of(target.urn), complete: pointing.complete(target.urn) };
  }

  /** Which resources of a type point at a target by a property, by its URN; found once, however many ask. */
  private referencesTo(targetType: string, type: string, property: string): Keyed {
    const key = JSON.stringify([targetType, type, property]);
    let pointing = this.references.get(key);
    if (pointing === undefined) {
      pointing = new Keyed(this.ofType(type), (candidate) => {
        const { resources, complete } = this.targets(candidate, property, targetType);
        return [...resources.map(({ urn }) => urn), ...(complete ? [] : [ANY_KEY])];
      });
      this.references.set(key, pointing);
    }
    return pointing;
  }

  private identifiedBy(text: string): readonly Resource[] {
    this.identities ??= new Keyed(this.resources, ({ id, outputs }) =>
      [id, ...IDENTITIES.map((name) => outputs.get(name))].map((value) => value.text || undefined),
    );
    return this.identities.of(text);
  }
}
