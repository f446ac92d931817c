import type { Resource } from "./resource";
import type { Truth } from "./truth";

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
  private identities: Map<string, Resource[]> | undefined;

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

  byUrn(urn: string): Resource | undefined {
    return this.urns.get(urn);
  }

  ofType(...types: readonly string[]): readonly Resource[] {
    const [only] = types;
    if (types.length === 1 && only !== undefined) return this.types.get(only) ?? [];
    return types.flatMap((type) => this.types.get(type) ?? []);
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
    const resources: Resource[] = [];
    let complete = true;
    for (const candidate of this.ofType(type)) {
      const points = this.pointsAt(candidate, property, target);
      if (points === true) resources.push(candidate);
      else if (points === "unknown") complete = false;
    }
    return { resources, complete };
  }

  private pointsAt(candidate: Resource, property: string, target: Resource): Truth {
    if (candidate.dependenciesOf(property).includes(target.urn)) return true;
    const joined = this.targets(candidate, property, target.type);
    if (joined.resources.includes(target)) return true;
    return joined.complete ? false : "unknown";
  }

  private identifiedBy(text: string): readonly Resource[] {
    this.identities ??= this.indexIdentities();
    return this.identities.get(text) ?? [];
  }

  private indexIdentities(): Map<string, Resource[]> {
    const index = new Map<string, Resource[]>();
    for (const resource of this.resources) {
      const values = [resource.id, ...IDENTITIES.map((key) => resource.outputs.get(key))];
      for (const text of new Set(values.map((value) => value.text))) {
        if (text === undefined || text === "") continue;
        const same = index.get(text);
        if (same) same.push(resource);
        else index.set(text, [resource]);
      }
    }
    return index;
  }
}
