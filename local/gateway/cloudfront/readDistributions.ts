import type { Declarations, Declared } from "../declarations";
import { list, record, text, texts } from "../declarations";
import { glob } from "../gates/glob";
import type { BehaviorModel, DistributionModel, OriginModel } from "./model";

/** Every distribution of the program that is enabled. @param serves whether a host is that of an API of the program */
export function readDistributions(
  declarations: Declarations,
  serves: (host: string) => boolean,
): DistributionModel[] {
  return declarations
    .of("aws:cloudfront/distribution:Distribution")
    .filter(({ properties }) => properties.enabled !== false)
    .map((declared) => readDistribution(declared, serves));
}

function readDistribution(
  { urn, id, properties }: Declared,
  serves: (host: string) => boolean,
): DistributionModel {
  const origins = new Map(list(properties.origins).map((origin) => readOrigin(record(origin))));
  const root = text(properties.defaultRootObject);
  const webAclId = text(properties.webAclId);
  return {
    urn,
    id,
    hosts: [...texts(properties.aliases), ...texts([properties.domainName])].map((host) =>
      host.toLowerCase(),
    ),
    ...(root === undefined ? {} : { defaultRootObject: `/${root}` }),
    ...(webAclId === undefined ? {} : { webAclId }),
    behaviors: [...list(properties.orderedCacheBehaviors), properties.defaultCacheBehavior].map((behavior) =>
      readBehavior(record(behavior), origins, serves),
    ),
  };
}

function readOrigin(origin: Record<string, unknown>): [id: string, OriginModel] {
  const id = text(origin.originId) ?? "";
  return [
    id,
    {
      domainName: text(origin.domainName)?.toLowerCase() ?? "",
      path: (text(origin.originPath) ?? "").replace(/\/+$/, ""),
      headers: list(origin.customHeaders)
        .map(record)
        .map(({ name, value }) => [text(name) ?? "", text(value) ?? ""] as const)
        .filter(([name]) => name !== ""),
    },
  ];
}

function readBehavior(
  behavior: Record<string, unknown>,
  origins: ReadonlyMap<string, OriginModel>,
  serves: (host: string) => boolean,
): BehaviorModel {
  const pattern = text(behavior.pathPattern);
  const targetOriginId = text(behavior.targetOriginId) ?? "";
  const origin = origins.get(targetOriginId);
  return {
    // The slash at the beginning is optional (cloudfront/latest/developerguide/DownloadDistValuesCacheBehavior.html).
    ...(pattern === undefined ? {} : { pathPattern: glob(pattern.replace(/^\/?/, "/")) }),
    allowedMethods: new Set(texts(behavior.allowedMethods)),
    target: origin?.domainName ?? targetOriginId,
    ...(origin !== undefined && serves(origin.domainName) ? { origin } : {}),
  };
}
