import type { ContractOperation } from "../contract";
import { defaults } from "../stage";
import type { RestApiSettings } from "./restApiArgs";

/** Settings of one method of a stage, or of all (`*\/*`). */
export interface MethodSettingsDesign {
  /** Part of the resource's logical name. */
  readonly name: string;
  readonly methodPath: string;
  readonly settings: {
    readonly throttlingRateLimit: number;
    readonly throttlingBurstLimit: number;
    readonly metricsEnabled: boolean;
    readonly loggingLevel: "ERROR";
    readonly dataTraceEnabled: boolean;
    readonly cachingEnabled: boolean;
    readonly cacheTtlInSeconds?: number;
    readonly cacheDataEncrypted: boolean;
    readonly requireAuthorizationForCacheControl: boolean;
    readonly unauthorizedCacheControlHeaderStrategy: "FAIL_WITH_403";
  };
}

/**
 * The settings of a stage: first those of all methods, then those of every method that differs. A method with settings
 * of its own inherits none of the stage's, so each entry is complete.
 *
 * - A cache cluster caches every GET unless it is told not to: off for all, on where the contract says so.
 * - An operation that anybody may call has a throttle of its own, so that it cannot use up the stage's.
 */
export function methodSettings(
  operations: readonly ContractOperation[],
  { throttle, cache }: Pick<RestApiSettings, "throttle" | "cache">,
): MethodSettingsDesign[] {
  const all: MethodSettingsDesign["settings"] = {
    throttlingRateLimit: throttle.requestsPerSecond,
    throttlingBurstLimit: throttle.burst,
    metricsEnabled: true,
    loggingLevel: "ERROR",
    dataTraceEnabled: false,
    cachingEnabled: false,
    cacheDataEncrypted: true,
    requireAuthorizationForCacheControl: true,
    unauthorizedCacheControlHeaderStrategy: "FAIL_WITH_403",
  };
  const overrides = operations.flatMap((operation): MethodSettingsDesign[] => {
    const limits = ownThrottle(operation);
    const cached = cache?.enabled ? operation.cache : undefined;
    if (!limits && !cached) return [];
    return [
      {
        name: operation.operationId,
        methodPath: methodPath(operation),
        settings: {
          ...all,
          ...(limits && {
            // A method may not promise more than its stage has.
            throttlingRateLimit: Math.min(limits.rate, throttle.requestsPerSecond),
            throttlingBurstLimit: Math.min(limits.burst, throttle.burst),
          }),
          ...(cached && { cachingEnabled: true, cacheTtlInSeconds: cached.ttlSeconds }),
        },
      },
    ];
  });
  return [{ name: "all", methodPath: "*/*", settings: all }, ...overrides];
}

function ownThrottle(operation: ContractOperation): { rate: number; burst: number } | undefined {
  if (operation.throttle) return operation.throttle;
  if (operation.access.kind !== "public") return undefined;
  const { publicRequestsPerSecond, publicBurst } = defaults.storefront;
  return { rate: publicRequestsPerSecond.value, burst: publicBurst.value };
}

/** UpdateStage escapes every slash of the path as `~1`, the first one too (hashicorp/terraform-provider-aws#9738). */
export const methodPath = ({ path, method }: Pick<ContractOperation, "path" | "method">): string =>
  `${path.replaceAll("~", "~0").replaceAll("/", "~1")}/${method}`;
