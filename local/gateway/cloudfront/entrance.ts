import type { DeclaredApi } from "../gateway";
import { DISTRIBUTION_PATH, hostOf } from "./distributionHosts";
import type { DistributionModel } from "./model";

/**
 * The API with the distribution that leads callers to it, by its default behaviour, as its first address; as it is when
 * there is none.
 */
export function behindDistribution(
  api: DeclaredApi,
  distributions: readonly DistributionModel[],
): DeclaredApi {
  for (const distribution of distributions) {
    const origin = distribution.behaviors.at(-1)?.origin;
    const host = hostOf(distribution);
    const own =
      origin &&
      api.addresses.find(
        (address) =>
          address.host === origin.domainName &&
          (address.basePath === origin.path || address.basePath.startsWith(`${origin.path}/`)),
      );
    if (origin === undefined || own === undefined || host === undefined) continue;
    const basePath = own.basePath.slice(origin.path.length);
    const addresses = [
      ...distribution.hosts.flatMap((name) => [
        { host: name, basePath },
        { host: `${name}.localhost`, basePath },
      ]),
      ...api.addresses,
    ];
    return {
      ...api,
      hosts: addresses.map((address) => address.host),
      addresses,
      awsUrl: `${api.kind === "WEBSOCKET" ? "wss" : "https"}://${host}${basePath}`,
      entrance: `${DISTRIBUTION_PATH}${distribution.id}${basePath}`,
    };
  }
  return api;
}
