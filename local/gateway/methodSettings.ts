import type { MethodModel } from "./api/model";
import type { Declarations } from "./declarations";
import { number, record, text } from "./declarations";
import type { UnauthorizedStrategy } from "./gates/cache";

/** Cache TTL in seconds when none is declared (apigateway/latest/developerguide/api-gateway-caching.html). */
const DEFAULT_CACHE_TTL_SECONDS = 300;
const STRATEGIES: readonly UnauthorizedStrategy[] = [
  "FAIL_WITH_403",
  "SUCCEED_WITH_RESPONSE_HEADER",
  "SUCCEED_WITHOUT_RESPONSE_HEADER",
];

/** What applies to one method of a stage. */
export interface EffectiveSettings {
  readonly rateLimit: number | undefined;
  readonly burstLimit: number | undefined;
  readonly cachingEnabled: boolean;
  readonly cacheTtlSeconds: number;
  readonly requireAuthorizationForCacheControl: boolean;
  readonly unauthorizedStrategy: UnauthorizedStrategy;
}

/** Settings by method path: `*` + `/*` for the whole stage, `users/{id}/GET` for one method. */
export class MethodSettings {
  private readonly byPath = new Map<string, Record<string, unknown>>();

  constructor(declarations: Declarations, apiId: string, stageName: string) {
    for (const { properties } of declarations.of("aws:apigateway/methodSettings:MethodSettings")) {
      const path = text(properties.methodPath)?.replace(/^\//, "");
      if (properties.restApi === apiId && properties.stageName === stageName && path !== undefined)
        this.byPath.set(path, { ...this.byPath.get(path), ...record(properties.settings) });
    }
  }

  /** A method's own settings over those of the stage. Only GET is cached without settings of its own. */
  of(method: MethodModel): EffectiveSettings {
    const path = method.resourcePath.replace(/^\//, "");
    const own =
      this.byPath.get(`${path}/${method.httpMethod}`) ??
      // The root resource is written `//GET` or `/GET`; in API Gateway's own patch form `/` in a path is `~1`.
      this.byPath.get(`~1${path.replaceAll("/", "~1")}/${method.httpMethod}`);
    const stage = this.byPath.get("*/*") ?? {};
    const merged = { ...stage, ...own };
    const strategy = STRATEGIES.find((name) => name === merged.unauthorizedCacheControlHeaderStrategy);
    return {
      rateLimit: number(merged.throttlingRateLimit),
      burstLimit: number(merged.throttlingBurstLimit),
      cachingEnabled:
        own?.cachingEnabled === undefined
          ? stage.cachingEnabled === true && method.httpMethod === "GET"
          : own.cachingEnabled === true,
      cacheTtlSeconds: number(merged.cacheTtlInSeconds) ?? DEFAULT_CACHE_TTL_SECONDS,
      requireAuthorizationForCacheControl: merged.requireAuthorizationForCacheControl === true,
      unauthorizedStrategy: strategy ?? "SUCCEED_WITH_RESPONSE_HEADER",
    };
  }

  /** Declared property names of all settings, for what is not executed. */
  declares(property: string): boolean {
    return [...this.byPath.values()].some((settings) => {
      const value = settings[property];
      return value !== undefined && value !== false && value !== "OFF";
    });
  }
}
