import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { Resource, type ResourceFacts } from "../model/resource";
import { Stack } from "../model/stack";
import type { JsonObject } from "../model/wire";

/** A resource as the engine shows it to a policy: alone with its inputs, or among all with what they depend on. */
export type Shown = Pick<ResourceValidationArgs, "urn" | "type" | "props" | "opts" | "provider"> &
  Partial<Pick<PolicyResource, "parent" | "dependencies" | "propertyDependencies">>;

/** Properties of the first resource that was shown → all that was shown with it, and what was made of it. */
const views = new WeakMap<object, { readonly shown: readonly Shown[]; readonly stack: Stack }>();

/**
 * Adapts what the engine shows to the rules' view. Policies that are shown the very same properties share one view, so
 * that what a rule finds out of a resource or of the stack is there for the next.
 */
export function viewShown(shown: readonly Shown[]): Stack {
  const [first] = shown;
  const known = first && views.get(first.props);
  if (known && areSame(known.shown, shown)) return known.stack;
  const { stack: name, project } = placeOf(first?.urn ?? "");
  const stack = Stack.inOrder(
    shown.map((resource) => new Resource(new ShownFacts(resource))),
    project,
    name,
  );
  if (first) views.set(first.props, { shown, stack });
  return stack;
}

const areSame = (before: readonly Shown[], now: readonly Shown[]): boolean =>
  before === now ||
  (before.length === now.length &&
    now.every(({ urn, props }, index) => urn === before[index]?.urn && props === before[index]?.props));

/** `urn:pulumi:<stack>::<project>::…` */
function placeOf(urn: string): { readonly stack: string; readonly project: string } {
  const [head, project] = urn.split("::");
  return { stack: head?.slice("urn:pulumi:".length) ?? "", project: project ?? "" };
}

/** What the engine tells of a resource. Unwrapped when it is read: most rules read few resources. */
class ShownFacts implements ResourceFacts {
  readonly urn: string;
  readonly type: string;
  readonly parent: string | undefined;
  readonly protect: boolean | undefined;
  readonly deleteBeforeReplace: boolean | undefined;
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];

  constructor(private readonly shown: Shown) {
    this.urn = shown.urn;
    this.type = shown.type;
    this.parent = shown.parent?.urn;
    this.protect = shown.opts.protect;
    this.deleteBeforeReplace = shown.opts.deleteBeforeReplace;
    this.ignoreChanges = shown.opts.ignoreChanges;
    this.additionalSecretOutputs = shown.opts.additionalSecretOutputs;
  }

  get props(): JsonObject {
    return bare(this.shown.props);
  }

  get provider(): JsonObject | undefined {
    return this.shown.provider && bare(this.shown.provider.props);
  }

  get dependencies(): readonly string[] {
    return urnsOf(this.shown.dependencies ?? []);
  }

  get propertyDependencies(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(
      Object.entries(this.shown.propertyDependencies ?? {}).map(([key, resources]) => [
        key,
        urnsOf(resources),
      ]),
    );
  }
}

/** In an order of their own: the engine's is another one in each run. */
const urnsOf = (resources: readonly PolicyResource[]): readonly string[] =>
  resources.map(({ urn }) => urn).sort();

/**
 * The bare values behind the engine's proxy, unknowns as their sentinels. Reading a property of the proxy throws when
 * it is unknown, which would end the whole policy; a property's descriptor gives the value as it is.
 */
function bare(props: unknown): JsonObject {
  if (typeof props !== "object" || props === null) return {};
  return Object.fromEntries(
    Object.entries(Object.getOwnPropertyDescriptors(props)).map(([key, { value }]) => [
      key,
      value as unknown,
    ]),
  );
}
