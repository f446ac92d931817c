import { Resource } from "../model/resource";
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

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];

const object = (value: unknown): JsonObject => (isObject(value) ? value : {});

/**
 * What rules that need the whole stack read. The engine shows them outputs, which hold the inputs and what the provider
 * added; so an input that is absent or unknown gives way to the output of the same name.
 */
function declared(inputs: JsonObject, outputs: JsonObject): JsonObject {
  const merged: Record<string, unknown> = { ...outputs };
  for (const [key, value] of Object.entries(inputs))
    if (!(isUnknown(value) && outputs[key] != null)) merged[key] = value;
  return merged;
}

/** A deployment in the two views that the engine would give: inputs for single resources, all for the stack. */
export interface Views {
  readonly resource: Stack;
  readonly stack: Stack;
}

/** Adapts the resources of a deployment to the rules' view. */
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
  const views = live.map((item) => {
    const inputs = object(item.inputs);
    const outputs = object(item.outputs);
    const provider = typeof item.provider === "string" ? byUrn.get(providerUrn(item.provider)) : undefined;
    const facts = {
      urn: item.urn,
      type: item.type,
      outputs: { ...inputs, ...outputs },
      id: item.id,
      parent: item.parent,
      provider: provider ? { ...object(provider.outputs), ...object(provider.inputs) } : undefined,
      dependencies: strings(item.dependencies),
      propertyDependencies: Object.fromEntries(
        Object.entries(object(item.propertyDependencies)).map(([key, urns]) => [key, strings(urns)]),
      ),
      external: item.external === true,
      protect: item.protect === true,
      deleteBeforeReplace: item.deleteBeforeReplace === true,
      ignoreChanges: strings(item.ignoreChanges),
      additionalSecretOutputs: strings(item.additionalSecretOutputs),
      sourcePosition: typeof item.sourcePosition === "string" ? item.sourcePosition : undefined,
    };
    return {
      resource: new Resource({ ...facts, props: inputs }),
      stack: new Resource({ ...facts, props: declared(inputs, outputs) }),
    };
  });
  return {
    resource: new Stack(
      views.map((view) => view.resource),
      project,
      stack,
    ),
    stack: new Stack(
      views.map((view) => view.stack),
      project,
      stack,
    ),
  };
}

const providerUrn = (reference: string): string =>
  reference.slice(0, Math.max(0, reference.lastIndexOf("::")));
