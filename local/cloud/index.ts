/**
 * The simulated cloud. Its answers are deterministic (derived from the URN), have the shape that AWS gives them, and
 * are the same for the in-process evaluation and for the real Pulumi engine.
 */
import { Problem } from "../graph/problem";
import { autoname } from "./autoname";
import { components } from "./awsx";
import type { Cloud, Created, CreateRequest, Plain } from "./cloud";
import { invoke } from "./dataSources";
import { diff } from "./diff";
import { uuid } from "./fingerprint";
import { genericModel } from "./generic";
import type { Identified, Model, Refusal, Resource } from "./model";
import { record } from "./model";
import { partitionOf } from "./partition";
import { models } from "./resources";
import { seedOf } from "./seed";
import { spreadUnknown, unknownBeyond } from "./unknown";

export type { Child, ChildReference, Cloud, Constructed, Created, CreateRequest, Plain } from "./cloud";
export type { Refusal } from "./model";

/** AWS's documentation account: what the simulated resources belong to unless told otherwise. */
export const DOCUMENTATION_ACCOUNT_ID = "123456789012";

/** When simulated resources were created, unless a clock is given: any fixed instant keeps graphs stable. */
export const CREATION_TIME = Date.UTC(2025, 0, 1);

export interface CloudOptions {
  /** @default - AWS's documentation account */
  readonly accountId?: string;
  /** Region of data-source calls that name none. @default "us-east-1" */
  readonly region?: string;
  /** Milliseconds since the epoch. @default - a fixed instant */
  readonly now?: () => number;
}

/** The cloud, and what only its closer callers need. */
export interface SimulatedCloud extends Cloud {
  /** Types that were created and that no service table describes, sorted; their outputs are generic. */
  unmodelled(): string[];
  /** The inputs with random names filled in, as the provider's Check answers, and what it refuses. */
  check(request: CreateRequest): { readonly inputs: Plain; readonly refusals: readonly Refusal[] };
  /**
   * The outputs before the resource exists, as the engine shows them at preview: inputs and defaults, and the unknown
   * value ({@link UNKNOWN}) for what only AWS can tell.
   */
  preview(request: CreateRequest): Plain;
  /** Why AWS refuses to delete a resource with these outputs, or undefined when it does not. */
  deletionRefusal(type: string, outputs: Plain): string | undefined;
  /** The outputs of a resource that exists under this id. */
  read(request: CreateRequest, id: string): Created;
  /** True when the program itself names the resource, so that no second one can exist beside it. */
  hasFixedName(request: CreateRequest): boolean;
}

export function createCloud(options: CloudOptions = {}): SimulatedCloud {
  const accountId = options.accountId ?? DOCUMENTATION_ACCOUNT_ID;
  const now = options.now ?? (() => CREATION_TIME);
  const unmodelled = new Set<string>();

  function modelOf(type: string): Model {
    const model = models.get(type);
    if (!model && type.startsWith("aws:")) unmodelled.add(type);
    return model ?? genericModel;
  }

  /** The registration with its name and defaults filled in. */
  function complete(request: CreateRequest, model: Model): Resource {
    const region = typeof request.inputs.region === "string" ? request.inputs.region : request.region;
    const resource: Resource = {
      urn: request.urn,
      type: request.type,
      name: request.name,
      inputs: request.inputs,
      region,
      partition: partitionOf(region),
      accountId,
      now: now(),
      seed: seedOf(request.urn, model, request.inputs),
    };
    const inputs = { ...named(resource, model) };
    const defaults =
      typeof model.defaults === "function" ? model.defaults({ ...resource, inputs }) : model.defaults;
    return { ...resource, inputs: { ...defaults, ...withoutUndefined(inputs) } };
  }

  function outputsOf(resource: Identified, model: Model, defaultTags: CreateRequest["defaultTags"]): Plain {
    return {
      ...resource.inputs,
      ...(model === genericModel || model.regional === false ? {} : { region: resource.region }),
      ...model.computed?.(resource),
      ...(model.taggable ? { tagsAll: { ...defaultTags, ...record(resource.inputs.tags) } } : {}),
    };
  }

  function create(request: CreateRequest): Created {
    if (request.type.startsWith("pulumi:providers:"))
      return { id: uuid(request.urn), outputs: request.inputs };
    const model = modelOf(request.type);
    const resource = complete(request, model);
    const identified = { ...resource, id: model.id(resource) };
    return { id: identified.id, outputs: outputsOf(identified, model, request.defaultTags) };
  }

  function read(request: CreateRequest, id: string): Created {
    const model = modelOf(request.type);
    // A resource that is looked up has at least a name: the id itself, where AWS gives no other.
    const name = model.autoname && !id.startsWith("arn:") ? { [model.autoname.property]: id } : {};
    const resource = complete({ ...request, inputs: { ...name, ...request.inputs } }, model);
    return {
      id,
      outputs: spreadUnknown(outputsOf({ ...resource, id }, model, request.defaultTags)) as Plain,
    };
  }

  return {
    create,
    read,
    hasFixedName({ type, ...request }) {
      const model = modelOf(type);
      const property = model.autoname?.property;
      if (property === undefined || request.inputs[property] === undefined) return false;
      const unnamed = { ...request, type, inputs: { ...request.inputs, [property]: undefined } };
      return complete(unnamed, model).inputs[property] !== request.inputs[property];
    },
    invoke: (token, args, region = options.region ?? "us-east-1") =>
      invoke(token, args, { region, partition: partitionOf(region), accountId }),
    construct(request) {
      const construct = components.get(request.type);
      if (!construct)
        throw new Problem(
          "GH3003",
          `The simulated cloud cannot make the component ${request.type} (${request.urn}).`,
          "Describe its children in local/cloud/awsx/index.ts.",
        );
      return construct(request);
    },
    diff: (type, olds, news) => diff(models.get(type), olds, news),
    deletionRefusal(type, outputs) {
      const { property, on } = models.get(type)?.deletionProtection ?? {};
      return property !== undefined && outputs[property] === on
        ? `AWS refuses to delete it while ${property} is ${on}; deploy it without that first`
        : undefined;
    },
    unmodelled: () => [...unmodelled].sort(),
    check(request) {
      const model = modelOf(request.type);
      const resource = complete(request, model);
      const property = model.autoname?.property;
      const name = property === undefined ? {} : { [property]: resource.inputs[property] };
      return { inputs: { ...request.inputs, ...name }, refusals: model.validate?.(resource) ?? [] };
    },
    preview(request) {
      const { outputs } = create(request);
      const model = modelOf(request.type);
      const { inputs } = complete(request, model);
      const known = { ...inputs, region: outputs.region, tagsAll: outputs.tagsAll };
      return spreadUnknown(withoutUndefined(unknownBeyond(known, outputs))) as Plain;
    },
  };
}

function named(resource: Resource, model: Model): Plain {
  const rule = model.autoname;
  if (!rule || resource.inputs[rule.property] !== undefined) return resource.inputs;
  return {
    ...resource.inputs,
    [rule.property]: autoname(rule, resource.name, resource.seed, resource.inputs),
  };
}

const withoutUndefined = (inputs: Plain): Plain =>
  Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== undefined));
