import { PATH_PREFIX, hostName } from "../routing/addresses";
import type { DistributionModel } from "./model";

/** The path form, which works in every client whatever it does with host names. */
export const DISTRIBUTION_PATH = "/_aws/cloudfront/";

/** Where a request goes among the distributions. */
export interface Reached {
  readonly distribution: DistributionModel;
  /** The host as CloudFront serves it. */
  readonly host: string;
  readonly path: string;
}

/** Every name under which distributions are reached. */
export class DistributionHosts {
  private readonly byId = new Map<string, DistributionModel>();
  private readonly byHost = new Map<string, DistributionModel>();

  constructor(distributions: readonly DistributionModel[]) {
    for (const distribution of distributions) {
      this.byId.set(distribution.id, distribution);
      for (const host of distribution.hosts)
        this.byHost.set(host, distribution).set(`${host}.localhost`, distribution);
    }
  }

  /** Finds the distribution for a host and a path without query string; undefined when it is none of ours. */
  resolve(hostHeader: string | undefined, path: string): Reached | undefined {
    if (path.startsWith(DISTRIBUTION_PATH)) {
      const slash = path.indexOf("/", DISTRIBUTION_PATH.length);
      const id =
        slash < 0 ? path.slice(DISTRIBUTION_PATH.length) : path.slice(DISTRIBUTION_PATH.length, slash);
      const distribution = this.byId.get(id);
      const host = distribution && hostOf(distribution);
      return distribution && host !== undefined
        ? { distribution, host, path: slash < 0 ? "/" : path.slice(slash) }
        : undefined;
    }
    // The APIs' own path form is good on any host.
    if (hostHeader === undefined || path.startsWith(PATH_PREFIX)) return undefined;
    const name = hostName(hostHeader);
    const distribution = this.byHost.get(name) ?? this.byHost.get(name.replace(/^[^.]+/, "*"));
    return (
      distribution && {
        distribution,
        host: name.endsWith(".localhost") ? name.slice(0, -".localhost".length) : name,
        path,
      }
    );
  }
}

/** The name that callers use: the first alias that is one, or the distribution's own. */
export const hostOf = ({ hosts }: DistributionModel): string | undefined =>
  hosts.find((host) => !host.startsWith("*"));
