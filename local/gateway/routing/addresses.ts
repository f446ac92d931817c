import type { Answer } from "../answer";
import type { RequestContext, VpcEndpoint } from "../request/context";
import type { StageRuntime } from "../runtime";
import type { Unserved } from "./unserved";
import { endpointDisabled, noMapping, noStage } from "./unserved";

/** Where a request goes, in AWS's terms. */
export interface Target {
  readonly stage: StageRuntime;
  /** The host as AWS serves it. */
  readonly domainName: string;
  /** Path below stage and base path. */
  readonly path: string;
  /** Path with stage or base path in front. */
  readonly fullPath: string;
  /** What the proxy event calls `path`. */
  readonly eventPath: string;
  /** Interface endpoint that the host name tells. */
  readonly endpointId?: string;
  /** Stands before the stage's own gates: what a private custom domain asks for. */
  readonly gate?: DomainGate;
}

/** Refuses a request on behalf of a custom domain. */
export type DomainGate = (context: RequestContext) => Answer | undefined;

/** {@link Unserved}: the host is ours, but AWS answers 403 for it; undefined: not ours at all. */
export type Resolution = Target | Unserved | undefined;

/** A base path of a custom domain. Without stage, the next path part names it. */
export interface Mapping {
  readonly apiId: string;
  readonly stageName: string | undefined;
  /** Without slashes; empty for the root. */
  readonly basePath: string;
}

export interface Domain {
  readonly domainName: string;
  readonly mappings: readonly Mapping[];
  readonly gate?: DomainGate;
}

/** The path form, which works in every client whatever it does with host names. */
export const PATH_PREFIX = "/_aws/execute-api/";

/** `<api id>-<endpoint id>.execute-api.…`: a private API at one of its endpoints. */
const ENDPOINT_HOST = /^([a-z0-9]+)-(vpce-[a-z0-9]+)\.execute-api\./;
/** `vpce-….execute-api.<region>.vpce.amazonaws.com`: an endpoint itself; `x-apigw-api-id` names the API. */
const ENDPOINT_DNS = /^(vpce-[a-z0-9]+)[-.a-z0-9]*\.execute-api\./;

interface ApiEntry {
  readonly disabled: boolean;
  readonly domainName: string;
  readonly stages: ReadonlyMap<string, StageRuntime>;
}

/** First part of a path and what follows it: `/dev/users` → `dev`, `/users`. */
function split(path: string, from: number): { readonly part: string; readonly rest: string } {
  const slash = path.indexOf("/", from);
  return slash < 0
    ? { part: path.slice(from), rest: "/" }
    : { part: path.slice(from, slash), rest: path.slice(slash) };
}

/** Host name in lower case, without port and final dot. */
export function hostName(host: string): string {
  const colon = host.lastIndexOf(":");
  const bare = colon < 0 || host.endsWith("]") ? host : host.slice(0, colon);
  return (bare.endsWith(".") ? bare.slice(0, -1) : bare).toLowerCase();
}

/** Every name under which the declared stages are reached. */
export class Addresses {
  private readonly apis = new Map<string, ApiEntry>();
  private readonly apiHosts = new Map<string, ApiEntry>();
  private readonly domains = new Map<string, Domain>();
  /** API and stage → the custom domain that stands for a disabled default endpoint. */
  private readonly identities = new Map<string, { readonly domainName: string; readonly prefix: string }>();

  constructor(
    stages: readonly StageRuntime[],
    domains: readonly Domain[],
    /** Interface endpoint → its VPC, as far as the program declares them. */
    private readonly vpcs: ReadonlyMap<string, string> = new Map(),
  ) {
    for (const stage of stages) this.addStage(stage);
    for (const domain of domains) this.addDomain(domain);
  }

  private addStage(stage: StageRuntime): void {
    const { id, location, disableExecuteApiEndpoint } = stage.api;
    const entry = this.apis.get(id);
    const domainName = `${id}.execute-api.${location.region}.${location.dnsSuffix}`;
    const stages = new Map([...(entry?.stages ?? []), [stage.stageName, stage] as const]);
    const next: ApiEntry = { disabled: disableExecuteApiEndpoint, domainName, stages };
    this.apis.set(id, next);
    this.apiHosts.set(domainName, next);
    this.apiHosts.set(`${id}.execute-api.localhost`, next);
  }

  private addDomain(domain: Domain): void {
    // The longest base path wins.
    const sorted = {
      ...domain,
      mappings: [...domain.mappings].sort((left, right) => right.basePath.length - left.basePath.length),
    };
    const name = domain.domainName.toLowerCase();
    this.domains.set(name, sorted);
    this.domains.set(`${name}.localhost`, sorted);
    for (const { apiId, stageName, basePath } of domain.mappings) {
      for (const stage of stageName === undefined
        ? (this.apis.get(apiId)?.stages.keys() ?? [])
        : [stageName]) {
        const key = `${apiId}/${stage}`;
        const prefix = [basePath, ...(stageName === undefined ? [stage] : [])].filter(Boolean).join("/");
        if (!this.identities.has(key))
          this.identities.set(key, { domainName: name, prefix: prefix === "" ? "" : `/${prefix}` });
      }
    }
  }

  /** Finds the stage for a host and a path without query string. */
  resolve(host: string | undefined, path: string, apiIdHeader?: string | readonly string[]): Resolution {
    if (path.startsWith(PATH_PREFIX)) {
      const { part: apiId, rest } = split(path, PATH_PREFIX.length);
      const entry = this.apis.get(apiId);
      return entry === undefined ? undefined : this.onApi(entry, rest, true);
    }
    if (host === undefined) return undefined;
    const name = hostName(host);
    const entry = this.apiHosts.get(name);
    if (entry !== undefined) return this.onApi(entry, path, false);
    const domain = this.domains.get(name) ?? this.domains.get(name.replace(/^[^.]+/, "*"));
    return domain === undefined
      ? this.onEndpoint(name, path, apiIdHeader)
      : this.onDomain(domain, name, path);
  }

  /** The interface endpoint that a request to a private API comes through; public APIs have none. */
  endpointOf(target: Target, header: string | readonly string[] | undefined): VpcEndpoint | undefined {
    if (target.stage.api.endpointType !== "PRIVATE") return undefined;
    const id = target.endpointId ?? (typeof header === "string" ? header.trim() : undefined);
    if (id === undefined || id === "") return undefined;
    const vpcId = this.vpcs.get(id);
    return vpcId === undefined ? { id } : { id, vpcId };
  }

  private onEndpoint(
    host: string,
    path: string,
    apiIdHeader: string | readonly string[] | undefined,
  ): Resolution {
    const named = ENDPOINT_HOST.exec(host);
    const apiId = named?.[1] ?? (typeof apiIdHeader === "string" ? apiIdHeader : undefined);
    const endpointId = named?.[2] ?? ENDPOINT_DNS.exec(host)?.[1];
    const entry = apiId === undefined ? undefined : this.apis.get(apiId);
    if (entry === undefined || endpointId === undefined) return undefined;
    const resolution = this.onApi(entry, path, false);
    return resolution === undefined || "unserved" in resolution ? resolution : { ...resolution, endpointId };
  }

  private onApi(entry: ApiEntry, path: string, pathForm: boolean): Resolution {
    const { part: stageName, rest } = split(path, 1);
    const stage = entry.stages.get(stageName);
    if (stage === undefined) return noStage(stageName, entry.stages.keys());
    if (!entry.disabled)
      return { stage, domainName: entry.domainName, path: rest, fullPath: path, eventPath: rest };
    // The default endpoint is off; the path form then stands for the custom domain.
    const identity = this.identities.get(`${stage.api.id}/${stageName}`);
    if (identity === undefined || !pathForm)
      return endpointDisabled(identity && identity.domainName + identity.prefix);
    const fullPath = identity.prefix + rest;
    return { stage, domainName: identity.domainName, path: rest, fullPath, eventPath: fullPath };
  }

  private onDomain(domain: Domain, host: string, path: string): Resolution {
    const domainName = host.endsWith(".localhost") ? host.slice(0, -".localhost".length) : host;
    for (const { apiId, stageName, basePath } of domain.mappings) {
      const prefix = basePath === "" ? "" : `/${basePath}`;
      if (path !== prefix && !path.startsWith(`${prefix}/`)) continue;
      const below = path.slice(prefix.length) || "/";
      const { part, rest } = stageName === undefined ? split(below, 1) : { part: stageName, rest: below };
      const stage = this.apis.get(apiId)?.stages.get(part);
      // The proxy event's path keeps the base path on a custom domain.
      if (stage !== undefined) {
        const { gate } = domain;
        const target = { stage, domainName, path: rest, fullPath: path, eventPath: path };
        return gate === undefined ? target : { ...target, gate };
      }
    }
    const basePaths = domain.mappings.map(({ basePath }) => `/${basePath}`).join(", ");
    return noMapping(path, `${domain.domainName} has ${basePaths === "" ? "none" : basePaths}`);
  }
}
