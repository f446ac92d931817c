import { createHash } from "node:crypto";
import type { Cloud, Created, Plain } from "../cloud/cloud";
import { resolveChildren } from "./children";
import type { GraphResource } from "./graph";
import { parseJson, secretKeys } from "./marshal";
import { reveal, secret } from "./wire";

const STACK_TYPE = "pulumi:pulumi:Stack";

/** The id and outputs that stay those of a deployed resource; undefined for one that is new, or replaced. */
export type Deployed = (declared: GraphResource) => Created | undefined;

export interface RegistryOptions {
  readonly project: string;
  readonly stack: string;
  readonly preview: boolean;
  readonly cloud: Cloud;
  /** At preview, what stands already. @default - every resource is new */
  readonly deployed?: Deployed;
  /** `aws:region` and the like: configuration of the default providers. */
  readonly config: Readonly<Record<string, string>>;
}

/** The parts of a resource that a registration gives; the rest has defaults. */
export type Registration = Pick<GraphResource, "type" | "name" | "custom"> &
  Partial<GraphResource> & { inputs: Plain };

/** A remote component, and what its outputs come from: the program passes that on to whatever uses them. */
export interface Constructed {
  readonly component: GraphResource;
  /** Output property → URNs of children. */
  readonly outputDependencies: ReadonlyMap<string, readonly string[]>;
}

/** The resources of an evaluation: each gets its URN, its provider, and from the simulated cloud its id and outputs. */
export class Registry {
  readonly resources: GraphResource[] = [];
  private readonly byUrn = new Map<string, number>();

  constructor(private readonly options: RegistryOptions) {}

  /** The resource at a URN, as registered so far. */
  find(urn: string): GraphResource | undefined {
    const index = this.byUrn.get(urn);
    return index === undefined ? undefined : this.resources[index];
  }

  /** Stores the outputs that a component, or the stack, says at its end. */
  finish(urn: string, outputs: Plain): void {
    const index = this.byUrn.get(urn);
    const resource = index === undefined ? undefined : this.resources[index];
    if (index !== undefined && resource) this.resources[index] = { ...resource, outputs };
  }

  /** Registers a resource. Throws when its URN is taken. */
  add(registration: Registration): GraphResource {
    const { type, name, custom, inputs } = registration;
    const urn = this.urn(registration.parent, type, name);
    if (this.byUrn.has(urn)) {
      throw new Error(`two resources have the URN ${urn}; give one of them another name`);
    }
    const isProvider = type.startsWith("pulumi:providers:");
    const provider = custom && !isProvider ? this.provider(registration.provider, type) : undefined;
    const declared: GraphResource = {
      urn,
      type,
      name,
      custom,
      inputs,
      outputs: {},
      ...(registration.parent && { parent: registration.parent }),
      ...(provider && { provider: provider.reference }),
      dependencies: registration.dependencies ?? [],
      propertyDependencies: registration.propertyDependencies ?? {},
      protect: registration.protect ?? false,
      retainOnDelete: registration.retainOnDelete ?? false,
      external: registration.external ?? false,
      ...(registration.deleteBeforeReplace !== undefined && {
        deleteBeforeReplace: registration.deleteBeforeReplace,
      }),
      ignoreChanges: registration.ignoreChanges ?? [],
      replaceOnChanges: registration.replaceOnChanges ?? [],
      additionalSecretOutputs: registration.additionalSecretOutputs ?? [],
      aliases: registration.aliases ?? [],
      ...(registration.sourcePosition && { sourcePosition: registration.sourcePosition }),
    };
    const created = this.create(declared, provider);
    const secretNames = new Set([...declared.additionalSecretOutputs, ...secretKeys(inputs)]);
    const outputs = Object.fromEntries(
      Object.entries(created.outputs)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => [key, secretNames.has(key) ? secret(reveal(value)) : value]),
    );
    const id = registration.external ? registration.id : created.id;
    const resource: GraphResource = { ...declared, ...(id && { id }), outputs };
    this.byUrn.set(urn, this.resources.length);
    this.resources.push(resource);
    return resource;
  }

  private create(
    declared: GraphResource,
    provider: { region: string; defaultTags?: Record<string, string> } | undefined,
  ): Created {
    const { type, name, urn, custom, external, inputs } = declared;
    if (!custom) return { id: "", outputs: {} };
    if (type.startsWith("pulumi:providers:")) return { id: uuid(urn), outputs: { ...inputs } };
    // Of a new resource the engine knows the inputs at preview, and nothing else.
    if (this.options.preview && !external)
      return this.options.deployed?.(declared) ?? { id: "", outputs: { ...inputs } };
    const { region, defaultTags } = provider ?? { region: this.defaultRegion() };
    const plain = reveal(inputs) as Plain;
    return this.options.cloud.create({
      urn,
      type,
      name,
      inputs: plain,
      region,
      ...(defaultTags && { defaultTags }),
    });
  }

  /** A remote component: its plugin would make the children, so the simulated cloud says which. */
  construct(registration: Registration): Constructed {
    const component = this.add({ ...registration, custom: false });
    const { children, outputs } = this.options.cloud.construct({
      urn: component.urn,
      type: component.type,
      name: component.name,
      inputs: reveal(registration.inputs) as Plain,
      region: this.defaultRegion(),
    });
    const made = new Map<string, GraphResource>();
    for (const child of children) {
      const references: Record<string, string[]> = {};
      const inputs = Object.fromEntries(
        Object.entries(child.inputs).map(([key, value]) => [
          key,
          resolveChildren(value, made, (references[key] = [])),
        ]),
      );
      const dependencies = [...new Set(Object.values(references).flat())];
      const parent = child.parent ? made.get(child.parent)?.urn : component.urn;
      made.set(
        child.key,
        this.add({
          type: child.type,
          name: child.name,
          custom: true,
          inputs,
          parent: parent ?? component.urn,
          dependencies,
          propertyDependencies: references,
          ...(component.sourcePosition && { sourcePosition: component.sourcePosition }),
        }),
      );
    }
    const outputDependencies = new Map<string, string[]>();
    const resolved = Object.fromEntries(
      Object.entries(outputs).map(([key, value]) => {
        const urns: string[] = [];
        outputDependencies.set(key, urns);
        return [key, resolveChildren(value, made, urns)];
      }),
    );
    this.finish(component.urn, resolved);
    return { component: { ...component, outputs: resolved }, outputDependencies };
  }

  private urn(parent: string | undefined, type: string, name: string): string {
    const parentType = parent?.split("::")[2];
    const qualified = parentType && parentType !== STACK_TYPE ? `${parentType}$${type}` : type;
    return `urn:pulumi:${this.options.stack}::${this.options.project}::${qualified}::${name}`;
  }

  private defaultRegion(): string {
    return this.options.config["aws:region"] ?? "us-east-1";
  }

  /** The explicit provider of a request, or the default one of the type's package, registered on first use. */
  provider(reference: string | undefined, type: string) {
    const packageName = type.split(":")[0] ?? "aws";
    const resource = reference
      ? this.find(reference.slice(0, reference.lastIndexOf("::")))
      : this.defaultProvider(packageName);
    const inputs = reveal(resource?.inputs ?? {}) as Plain;
    const region = typeof inputs.region === "string" ? inputs.region : this.defaultRegion();
    const tags = (parseJson(inputs.defaultTags) as { tags?: Record<string, string> } | undefined)?.tags;
    return {
      reference: reference || `${resource?.urn}::${resource?.id}`,
      region,
      ...(tags && { defaultTags: tags }),
    };
  }

  private defaultProvider(packageName: string): GraphResource {
    const type = `pulumi:providers:${packageName}`;
    const existing = this.find(this.urn(undefined, type, "default"));
    if (existing) return existing;
    const prefix = `${packageName}:`;
    const inputs = Object.fromEntries(
      Object.entries(this.options.config)
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, value]) => [key.slice(prefix.length), value]),
    );
    return this.add({ type, name: "default", custom: true, inputs });
  }
}

/** A UUID that is the same for the same text. */
function uuid(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
