import { createHash } from "node:crypto";
import * as provproto from "@pulumi/pulumi/proto/provider_pb";
import * as resproto from "@pulumi/pulumi/proto/resource_pb";
import * as emptyproto from "google-protobuf/google/protobuf/empty_pb";
import type { ChildReference, Cloud, Created, Plain } from "../cloud/cloud";
import type { GraphResource } from "./graph";
import { asStored, forProgram, inputsOf, parseJson, secretKeys, toStruct } from "./marshal";
import { UNKNOWN, reveal, secret } from "./wire";

type Reply<T> = (error: Error | null, response?: T) => void;
const STACK_TYPE = "pulumi:pulumi:Stack";

export interface MonitorOptions {
  readonly project: string;
  readonly stack: string;
  readonly preview: boolean;
  readonly cloud: Cloud;
  /** `aws:region` and the like: configuration of the default providers. */
  readonly config: Readonly<Record<string, string>>;
  /** Turns a `file://` URI of the program into a `project:///` one, or undefined for code that is not the program's. */
  readonly sourcePosition: (uri: string, line: number, column: number) => string | undefined;
}

/** The parts of a resource that a registration gives; the rest has defaults. */
type Registration = Pick<GraphResource, "type" | "name" | "custom"> &
  Partial<GraphResource> & { inputs: Plain };

/**
 * Pulumi's resource monitor, in process: what the engine is to the program. `setMocks` would drop dependencies,
 * providers, protection and aliases; this keeps the whole registration, which is what a deployment file holds.
 */
export class GraphMonitor {
  readonly resources: GraphResource[] = [];
  /** How many requests have come; tells a program that works from one that waits. */
  requests = 0;
  private readonly byUrn = new Map<string, number>();

  constructor(private readonly options: MonitorOptions) {}

  invoke(request: resproto.ResourceInvokeRequest, reply: Reply<provproto.InvokeResponse>): void {
    this.requests++;
    answer(reply, () => {
      const args = reveal(request.getArgs()?.toJavaScript() ?? {}) as Plain;
      const region =
        typeof args.region === "string"
          ? args.region
          : this.provider(request.getProvider(), request.getTok()).region;
      const response = new provproto.InvokeResponse();
      if (request.getTok() === "pulumi:pulumi:getResource") {
        const found = this.find(String(args.urn));
        response.setReturn(
          toStruct({ urn: found?.urn ?? "", id: found?.id ?? "", state: { ...found?.outputs } }),
        );
      } else {
        response.setReturn(toStruct(this.options.cloud.invoke(request.getTok(), args, region)));
      }
      return response;
    });
  }

  readResource(request: resproto.ReadResourceRequest, reply: Reply<resproto.ReadResourceResponse>): void {
    this.requests++;
    answer(reply, () => {
      const resource = this.add({
        type: request.getType(),
        name: request.getName(),
        custom: true,
        external: true,
        id: request.getId(),
        inputs: inputsOf(request.getProperties()),
        parent: request.getParent(),
        provider: request.getProvider(),
        dependencies: request.getDependenciesList(),
        sourcePosition: this.position(request.getSourceposition()),
      });
      const response = new resproto.ReadResourceResponse();
      response.setUrn(resource.urn);
      response.setProperties(toStruct(forProgram(resource.outputs)));
      return response;
    });
  }

  registerResource(
    request: resproto.RegisterResourceRequest,
    reply: Reply<resproto.RegisterResourceResponse>,
  ): void {
    this.requests++;
    answer(reply, () => {
      const registration: Registration = {
        type: request.getType(),
        name: request.getName(),
        custom: request.getCustom(),
        inputs: inputsOf(request.getObject()),
        parent: request.getParent(),
        provider: request.getProvider(),
        dependencies: request.getDependenciesList(),
        propertyDependencies: propertyDependencies(request),
        protect: request.getProtect(),
        retainOnDelete: request.getRetainondelete(),
        ...(request.getDeletebeforereplacedefined() && {
          deleteBeforeReplace: request.getDeletebeforereplace(),
        }),
        ignoreChanges: request.getIgnorechangesList(),
        replaceOnChanges: request.getReplaceonchangesList(),
        additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
        aliases: request.getAliasurnsList(),
        sourcePosition: this.position(request.getSourceposition()),
      };
      const resource = request.getRemote() ? this.construct(registration) : this.add(registration);
      const response = new resproto.RegisterResourceResponse();
      response.setUrn(resource.urn);
      response.setId(resource.id ?? "");
      response.setObject(toStruct(forProgram(resource.outputs)));
      return response;
    });
  }

  registerResourceOutputs(
    request: resproto.RegisterResourceOutputsRequest,
    reply: Reply<emptyproto.Empty>,
  ): void {
    this.requests++;
    answer(reply, () => {
      const index = this.byUrn.get(request.getUrn());
      const resource = index === undefined ? undefined : this.resources[index];
      if (index !== undefined && resource) {
        this.resources[index] = {
          ...resource,
          outputs: asStored(request.getOutputs()?.toJavaScript() ?? {}) as Plain,
        };
      }
      return new emptyproto.Empty();
    });
  }

  supportsFeature(
    request: resproto.SupportsFeatureRequest,
    reply: (error: null, response: { getHassupport(): boolean }) => void,
  ): void {
    // Output values stay off, so that inputs arrive as plain wire values with their dependencies beside them.
    // Alias specs stay off, so that aliases arrive as the URNs that a deployment holds.
    const off = ["outputValues", "aliasSpecs", "transforms", "invokeTransforms"];
    reply(null, { getHassupport: () => !off.includes(request.getId()) });
  }

  /** The resource at a URN, as registered so far. */
  find(urn: string): GraphResource | undefined {
    const index = this.byUrn.get(urn);
    return index === undefined ? undefined : this.resources[index];
  }

  private add(registration: Registration): GraphResource {
    const { type, name, custom, inputs } = registration;
    const urn = this.urn(registration.parent, type, name);
    if (this.byUrn.has(urn)) {
      throw new Error(`two resources have the URN ${urn}; give one of them another name`);
    }
    const isProvider = type.startsWith("pulumi:providers:");
    const provider = custom && !isProvider ? this.provider(registration.provider, type) : undefined;
    const created = this.create({ ...registration, urn }, provider);
    const secretNames = new Set([...(registration.additionalSecretOutputs ?? []), ...secretKeys(inputs)]);
    const outputs = Object.fromEntries(
      Object.entries(created.outputs)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => [key, secretNames.has(key) ? secret(reveal(value)) : value]),
    );
    const id = registration.external ? registration.id : created.id;
    const resource: GraphResource = {
      urn,
      type,
      name,
      custom,
      ...(id && { id }),
      inputs,
      outputs,
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
    this.byUrn.set(urn, this.resources.length);
    this.resources.push(resource);
    return resource;
  }

  private create(
    registration: Registration & { urn: string },
    provider: { region: string; defaultTags?: Record<string, string> } | undefined,
  ): Created {
    const { type, name, urn, custom, external, inputs } = registration;
    if (!custom) return { id: "", outputs: {} };
    if (type.startsWith("pulumi:providers:")) return { id: uuid(urn), outputs: { ...inputs } };
    // A new resource at preview: the engine knows its inputs and nothing else.
    if (this.options.preview && !external) return { id: "", outputs: { ...inputs } };
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
  private construct(registration: Registration): GraphResource {
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
          resolve(value, made, (references[key] = [])),
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
    const finished = { ...component, outputs: resolve(outputs, made, []) as Plain };
    this.resources[this.byUrn.get(component.urn) ?? 0] = finished;
    return finished;
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
  private provider(reference: string | undefined, type: string) {
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

  private position(position: { getUri(): string; getLine(): number; getColumn(): number } | undefined) {
    return (
      position && this.options.sourcePosition(position.getUri(), position.getLine(), position.getColumn())
    );
  }
}

function answer<T>(reply: Reply<T>, produce: () => T): void {
  let response: T;
  try {
    response = produce();
  } catch (error) {
    reply(error instanceof Error ? error : new Error(String(error)));
    return;
  }
  reply(null, response);
}

function propertyDependencies(request: resproto.RegisterResourceRequest): Record<string, string[]> {
  const entries: [string, string[]][] = [];
  request.getPropertydependenciesMap().forEach((value: { getUrnsList(): string[] }, key: string) => {
    if (value.getUrnsList().length > 0) entries.push([key, value.getUrnsList()]);
  });
  return Object.fromEntries(entries);
}

/** Replaces references to earlier children by their values, and notes whose they were. */
function resolve(value: unknown, made: ReadonlyMap<string, GraphResource>, urns: string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, made, urns));
  if (value === null || typeof value !== "object") return value;
  const { $child, property } = value as Partial<ChildReference>;
  if ($child !== undefined && property !== undefined) {
    const child = made.get($child);
    if (child && !urns.includes(child.urn)) urns.push(child.urn);
    const found = property === "id" ? child?.id : property === "urn" ? child?.urn : child?.outputs[property];
    return found === undefined || found === "" ? UNKNOWN : found;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, made, urns)]));
}

/** A UUID that is the same for the same text. */
function uuid(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
