import type { Location } from "../api/model";
import type { Declarations } from "../declarations";
import { text } from "../declarations";
import { PATH_PREFIX, hostName } from "../routing/addresses";
import type { Unserved } from "../routing/unserved";
import { endpointDisabled, noStage } from "../routing/unserved";

/** A stage of an HTTP or WebSocket API, as far as its addresses go. */
export interface AddressedStage {
  readonly api: {
    readonly id: string;
    readonly location: Location;
    readonly disableExecuteApiEndpoint: boolean;
  };
  /** `$default` is served without its name in the path. */
  readonly stageName: string;
}

/** Where a request goes, in AWS's terms. */
export interface Resolved<S> {
  readonly stage: S;
  /** The host as AWS serves it. */
  readonly domainName: string;
  /** Path below stage and mapping key. */
  readonly path: string;
  /** What the event calls `rawPath`: with the stage's name in front unless it is `$default`, without mapping key. */
  readonly rawPath: string;
}

/** An API mapping of a custom domain. */
export interface ApiMapping {
  readonly domainName: string;
  readonly apiId: string;
  readonly stageName: string;
  /** Without slashes at its ends; empty for the root. */
  readonly key: string;
}

/** Every API mapping of the program; those of REST APIs, too. */
export function readApiMappings(declarations: Declarations): ApiMapping[] {
  return declarations.of("aws:apigatewayv2/apiMapping:ApiMapping").map(({ properties }) => ({
    domainName: (text(properties.domainName) ?? "").toLowerCase(),
    apiId: text(properties.apiId) ?? "",
    stageName: text(properties.stage) ?? "",
    key: (text(properties.apiMappingKey) ?? "").replace(/^\/+|\/+$/g, ""),
  }));
}

interface ApiEntry<S> {
  readonly domainName: string;
  readonly disabled: boolean;
  readonly stages: Map<string, S>;
}

interface DomainEntry<S> {
  readonly prefix: string;
  readonly stage: S;
}

/** Every name under which the stages of one kind of API are reached. */
export class StageAddresses<S extends AddressedStage> {
  private readonly apis = new Map<string, ApiEntry<S>>();
  private readonly apiHosts = new Map<string, ApiEntry<S>>();
  private readonly domains = new Map<string, DomainEntry<S>[]>();
  /** `<api>/<stage>` → the custom domain that stands for a disabled default endpoint. */
  private readonly identities = new Map<string, string>();

  constructor(stages: readonly S[], mappings: readonly ApiMapping[]) {
    for (const stage of stages) this.addStage(stage);
    for (const mapping of mappings) this.addMapping(mapping);
    for (const entries of this.domains.values())
      entries.sort((left, right) => right.prefix.length - left.prefix.length);
  }

  private addStage(stage: S): void {
    const { id, location, disableExecuteApiEndpoint } = stage.api;
    const domainName = `${id}.execute-api.${location.region}.${location.dnsSuffix}`;
    const known = this.apis.get(id);
    if (known !== undefined) {
      known.stages.set(stage.stageName, stage);
      return;
    }
    const stages = new Map([[stage.stageName, stage]]);
    const entry: ApiEntry<S> = { domainName, disabled: disableExecuteApiEndpoint, stages };
    this.apis.set(id, entry);
    this.apiHosts.set(domainName, entry);
    this.apiHosts.set(`${id}.execute-api.localhost`, entry);
  }

  private addMapping({ domainName, apiId, stageName, key }: ApiMapping): void {
    const stage = this.apis.get(apiId)?.stages.get(stageName);
    if (stage === undefined) return;
    const identity = `${apiId}/${stageName}`;
    if (!this.identities.has(identity)) this.identities.set(identity, domainName);
    const entry = { prefix: key === "" ? "" : `/${key}`, stage };
    for (const name of [domainName, `${domainName}.localhost`]) {
      const entries = this.domains.get(name);
      if (entries === undefined) this.domains.set(name, [entry]);
      else entries.push(entry);
    }
  }

  /** Finds the stage; {@link Unserved} when the API is ours and the stage is not, undefined when neither is. */
  resolve(host: string | undefined, path: string): Resolved<S> | Unserved | undefined {
    if (path.startsWith(PATH_PREFIX)) {
      const slash = path.indexOf("/", PATH_PREFIX.length);
      const apiId = slash < 0 ? path.slice(PATH_PREFIX.length) : path.slice(PATH_PREFIX.length, slash);
      const entry = this.apis.get(apiId);
      return entry && this.onApi(apiId, entry, slash < 0 ? "/" : path.slice(slash), true);
    }
    if (host === undefined) return undefined;
    const name = hostName(host);
    const entry = this.apiHosts.get(name);
    if (entry !== undefined) return this.onApi(name.slice(0, name.indexOf(".")), entry, path, false);
    return this.onDomain(name, path);
  }

  private onApi(apiId: string, entry: ApiEntry<S>, path: string, pathForm: boolean): Resolved<S> | Unserved {
    const slash = path.indexOf("/", 1);
    const first = slash < 0 ? path.slice(1) : path.slice(1, slash);
    const named = first === "$default" && !pathForm ? undefined : entry.stages.get(first);
    const stage = named ?? entry.stages.get("$default");
    if (stage === undefined) return noStage(first, entry.stages.keys());
    const below = named === undefined ? path : slash < 0 ? "/" : path.slice(slash);
    // The default endpoint is off; the path form then stands for the custom domain.
    const identity = this.identities.get(`${apiId}/${stage.stageName}`);
    const domainName = entry.disabled ? (pathForm ? identity : undefined) : entry.domainName;
    return domainName === undefined ? endpointDisabled(identity) : resolved(stage, domainName, below);
  }

  private onDomain(name: string, path: string): Resolved<S> | undefined {
    const entries = this.domains.get(name) ?? this.domains.get(name.replace(/^[^.]+/, "*"));
    const entry = entries?.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`));
    if (entry === undefined) return undefined;
    const domainName = name.endsWith(".localhost") ? name.slice(0, -".localhost".length) : name;
    return resolved(entry.stage, domainName, path.slice(entry.prefix.length) || "/");
  }
}

function resolved<S extends AddressedStage>(stage: S, domainName: string, path: string): Resolved<S> {
  const rawPath = stage.stageName === "$default" ? path : `/${stage.stageName}${path === "/" ? "/" : path}`;
  return { stage, domainName, path, rawPath };
}

/** Host names and what stands before the path on each, for start-up output; custom domains first. */
export function addressesOf(
  { api, stageName }: AddressedStage,
  mappings: readonly ApiMapping[],
): { readonly host: string; readonly basePath: string }[] {
  const custom = mappings
    .filter((mapping) => mapping.apiId === api.id && mapping.stageName === stageName)
    .flatMap(({ domainName, key }) => {
      const basePath = key === "" ? "" : `/${key}`;
      return [
        { host: domainName, basePath },
        { host: `${domainName}.localhost`, basePath },
      ];
    });
  const basePath = stageName === "$default" ? "" : `/${stageName}`;
  const { region, dnsSuffix } = api.location;
  const own = [`${api.id}.execute-api.localhost`, `${api.id}.execute-api.${region}.${dnsSuffix}`];
  return [...custom, ...(api.disableExecuteApiEndpoint ? [] : own.map((host) => ({ host, basePath })))];
}
