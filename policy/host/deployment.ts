import { Resource, type ResourceFacts } from "../model/resource";
import { Stack } from "../model/stack";
import { isObject, isUnknown, type JsonObject } from "../model/wire";

/**
 * One resource of a version 3 deployment (`pulumi stack export`), as far as the guard reads it. Anything may be
 * missing or of a wrong kind: exports are edited by hand and come from many versions of the engine.
 */
export interface DeploymentResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: unknown;
  readonly custom?: boolean;
  readonly external?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly parent?: string;
  /** `<urn>::<id>` of the provider. */
  readonly provider?: string;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  readonly protect?: boolean;
  readonly deleteBeforeReplace?: boolean;
  readonly ignoreChanges?: readonly string[];
  readonly retainOnDelete?: boolean;
  readonly additionalSecretOutputs?: readonly string[];
  readonly sourcePosition?: string;
  /** Marks a resource that is about to be deleted; it is not judged. */
  readonly delete?: boolean;
}

const NONE: readonly string[] = [];

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) && value.length > 0
    ? value.filter((item): item is string => typeof item === "string")
    : NONE;

/** The engine writes URNs in another order each time. */
const sorted = (value: unknown): readonly string[] => [...strings(value)].sort();

const object = (value: unknown): JsonObject => (isObject(value) ? value : {});

/**
 * What rules that need the whole stack read. The engine shows them outputs, which hold the inputs and what the provider
 * added; so an input that is absent or unknown gives way to the output of the same name.
 */
function declared(inputs: JsonObject, outputs: JsonObject): JsonObject {
  const merged: Record<string, unknown> = { ...outputs, ...inputs };
  for (const key of Object.keys(inputs))
    if (isUnknown(inputs[key]) && outputs[key] != null) merged[key] = outputs[key];
  return merged;
}

/** A deployment in the two views that the engine would give: inputs for single resources, all for the stack. */
export interface Views {
  readonly resource: Stack;
  readonly stack: Stack;
}

/** Adapts the resources of a deployment to the rules' view. Either view is made when it is first asked for. */
export function viewDeployment(
  resources: readonly DeploymentResource[],
  project: string,
  stack: string,
): Views {
  const live = resources.filter(
    (item) =>
      isObject(item) && typeof item.urn === "string" && typeof item.type === "string" && item.delete !== true,
  );
  const byUrn = new Map(live.map((item) => [item.urn, item] as const));
  const view = (shown: Shown): Stack =>
    Stack.inOrder(
      live.map((item) => new Resource(new DeploymentFacts(item, byUrn, shown))),
      project,
      stack,
    );
  let resource: Stack | undefined;
  let whole: Stack | undefined;
  return {
    get resource() {
      return (resource ??= view((inputs) => inputs));
    },
    get stack() {
      return (whole ??= view(declared));
    },
  };
}

/** What a view shows of a resource's inputs and outputs. */
type Shown = (inputs: JsonObject, outputs: JsonObject) => JsonObject;

/** What a deployment tells of a resource. Put together when it is read: most rules read few resources. */
class DeploymentFacts implements ResourceFacts {
  readonly urn: string;
  readonly type: string;
  readonly id: unknown;
  readonly external: boolean;
  readonly protect: boolean;
  readonly deleteBeforeReplace: boolean;
  readonly parent: string | undefined;
  readonly sourcePosition: string | undefined;

  constructor(
    private readonly item: DeploymentResource,
    private readonly byUrn: ReadonlyMap<string, DeploymentResource>,
    private readonly shown: Shown,
  ) {
    this.urn = item.urn;
    this.type = item.type;
    this.id = item.id;
    this.external = item.external === true;
    this.protect = item.protect === true;
    this.deleteBeforeReplace = item.deleteBeforeReplace === true;
    this.parent = typeof item.parent === "string" ? item.parent : undefined;
    this.sourcePosition = typeof item.sourcePosition === "string" ? item.sourcePosition : undefined;
  }

  get props(): JsonObject {
    return this.shown(object(this.item.inputs), object(this.item.outputs));
  }

  get outputs(): JsonObject {
    return { ...object(this.item.inputs), ...object(this.item.outputs) };
  }

  get provider(): JsonObject | undefined {
    const { provider: reference } = this.item;
    const provider = typeof reference === "string" ? this.byUrn.get(providerUrn(reference)) : undefined;
    return provider && { ...object(provider.outputs), ...object(provider.inputs) };
  }

  get dependencies(): readonly string[] {
    return sorted(this.item.dependencies);
  }

  get propertyDependencies(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(
      Object.entries(object(this.item.propertyDependencies)).map(([key, urns]) => [key, sorted(urns)]),
    );
  }

  get ignoreChanges(): readonly string[] {
    return strings(this.item.ignoreChanges);
  }

  get additionalSecretOutputs(): readonly string[] {
    return strings(this.item.additionalSecretOutputs);
  }
}

const providerUrn = (reference: string): string =>
  reference.slice(0, Math.max(0, reference.lastIndexOf("::")));
