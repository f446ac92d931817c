import * as provproto from "@pulumi/pulumi/proto/provider_pb";
import * as resproto from "@pulumi/pulumi/proto/resource_pb";
import * as emptyproto from "google-protobuf/google/protobuf/empty_pb";
import type { Plain } from "../cloud/cloud";
import type { GraphResource } from "./graph";
import { type ReadableStruct, asStored, inputsOf, structForProgram, toStruct } from "./marshal";
import { type Registration, Registry, type RegistryOptions } from "./registry";
import { reveal } from "./wire";

type Reply<T> = (error: Error | null, response?: T) => void;

/** What the SDK reads of an answer about a resource. No message: program and monitor share a process. */
interface ReadAnswer {
  getUrn(): string;
  getProperties(): ReadableStruct;
}

interface RegisterAnswer {
  getUrn(): string;
  getId(): string;
  getObject(): ReadableStruct;
  /** Output property → where it comes from; the program adds the resource itself. */
  getPropertydependenciesMap(): ReadonlyMap<string, { getUrnsList(): string[] }>;
  getResult(): resproto.Result;
}

export interface MonitorOptions extends RegistryOptions {
  /** Turns a `file://` URI of the program into a `project:///` one, or undefined for code that is not the program's. */
  readonly sourcePosition: (uri: string, line: number, column: number) => string | undefined;
}

/**
 * Pulumi's resource monitor, in process: what the engine is to the program. `setMocks` would drop dependencies,
 * providers, protection and aliases; this keeps the whole registration, which is what a deployment file holds.
 */
export class GraphMonitor {
  /** How many requests have come; tells a program that works from one that waits. */
  requests = 0;
  private readonly registry: Registry;

  constructor(private readonly options: MonitorOptions) {
    this.registry = new Registry(options);
  }

  get resources(): GraphResource[] {
    return this.registry.resources;
  }

  invoke(request: resproto.ResourceInvokeRequest, reply: Reply<provproto.InvokeResponse>): void {
    this.requests++;
    answer(reply, () => {
      const args = reveal(request.getArgs()?.toJavaScript() ?? {}) as Plain;
      const region =
        typeof args.region === "string"
          ? args.region
          : this.registry.provider(request.getProvider(), request.getTok()).region;
      const response = new provproto.InvokeResponse();
      if (request.getTok() === "pulumi:pulumi:getResource") {
        const found = this.registry.find(String(args.urn));
        response.setReturn(
          toStruct({ urn: found?.urn ?? "", id: found?.id ?? "", state: { ...found?.outputs } }),
        );
      } else {
        response.setReturn(toStruct(this.options.cloud.invoke(request.getTok(), args, region)));
      }
      return response;
    });
  }

  readResource(request: resproto.ReadResourceRequest, reply: Reply<ReadAnswer>): void {
    this.requests++;
    answer(reply, () => {
      const resource = this.registry.add({
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
      return { getUrn: () => resource.urn, getProperties: () => structForProgram(resource.outputs) };
    });
  }

  registerResource(request: resproto.RegisterResourceRequest, reply: Reply<RegisterAnswer>): void {
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
      const { component: resource, outputDependencies } = request.getRemote()
        ? this.registry.construct(registration)
        : { component: this.registry.add(registration), outputDependencies: NONE };
      return {
        getUrn: () => resource.urn,
        getId: () => resource.id ?? "",
        getObject: () => structForProgram(resource.outputs),
        getPropertydependenciesMap: () =>
          new Map([...outputDependencies].map(([key, urns]) => [key, { getUrnsList: () => [...urns] }])),
        getResult: () => resproto.Result.SUCCESS,
      };
    });
  }

  registerResourceOutputs(
    request: resproto.RegisterResourceOutputsRequest,
    reply: Reply<emptyproto.Empty>,
  ): void {
    this.requests++;
    answer(reply, () => {
      this.registry.finish(request.getUrn(), asStored(request.getOutputs()?.toJavaScript() ?? {}) as Plain);
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

  private position(position: { getUri(): string; getLine(): number; getColumn(): number } | undefined) {
    return (
      position && this.options.sourcePosition(position.getUri(), position.getLine(), position.getColumn())
    );
  }
}

const NONE: ReadonlyMap<string, readonly string[]> = new Map();

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
