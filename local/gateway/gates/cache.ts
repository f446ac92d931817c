import type { Answer } from "../answer";
import { bodyLength } from "../answer";
import type { Clock } from "../clock";
import type { Source } from "../responses/substitution";
import { compileMapping } from "../responses/substitution";
import type { Gate } from "../runtime";

/** Largest response that is cached, in bytes (api-gateway-caching.html). */
const LARGEST_CACHED_BYTES = 1_048_576;
/** Bytes kept per stage; the oldest entry goes first. A cluster's real bound is its size, from 0.5 GB. */
const LARGEST_CACHE_BYTES = 64 * 1024 * 1024;

/** What a caller without `execute-api:InvalidateCache` gets for `Cache-Control: max-age=0`. */
export type UnauthorizedStrategy =
  "FAIL_WITH_403" | "SUCCEED_WITH_RESPONSE_HEADER" | "SUCCEED_WITHOUT_RESPONSE_HEADER";

interface Entry {
  readonly answer: Answer;
  readonly bytes: number;
  readonly expiresAt: number;
}

/** The cache of a stage: one cluster that its methods share. */
export class StageCache {
  private readonly entries = new Map<string, Entry>();
  private bytes = 0;

  constructor(private readonly clock: Clock) {}

  get(key: string): Answer | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.expiresAt > this.clock.now()) return entry.answer;
    this.delete(key, entry);
    return undefined;
  }

  set(key: string, answer: Answer, ttlSeconds: number): void {
    const before = this.entries.get(key);
    if (before !== undefined) this.delete(key, before);
    const entry = {
      answer,
      bytes: key.length + bodyLength(answer.body),
      expiresAt: this.clock.now() + ttlSeconds * 1000,
    };
    this.entries.set(key, entry);
    this.bytes += entry.bytes;
    for (const [oldest, found] of this.entries) {
      if (this.bytes <= LARGEST_CACHE_BYTES) return;
      this.delete(oldest, found);
    }
  }

  private delete(key: string, entry: Entry): void {
    this.entries.delete(key);
    this.bytes -= entry.bytes;
  }
}

export interface MethodCache {
  readonly cache: StageCache;
  readonly ttlSeconds: number;
  /** `<namespace> <method>`: entries of other methods are never found. */
  readonly prefix: string;
  /** As declared: `method.request.querystring.limit` … Only they tell one entry from another, the path does not. */
  readonly keyParameters: readonly string[];
  readonly requireAuthorizationForCacheControl: boolean;
  readonly unauthorizedStrategy: UnauthorizedStrategy;
}

function asksForFresh(cacheControl: string | undefined): boolean {
  if (cacheControl === undefined) return false;
  return cacheControl.split(",").some((directive) => directive.trim().toLowerCase() === "max-age=0");
}

/**
 * The response cache. Without required authorization anybody may renew an entry with `Cache-Control: max-age=0`;
 * with it only IAM callers may, so that here everybody else gets what the declared strategy says
 * (apigateway/latest/developerguide/api-gateway-caching.html).
 */
export function cacheGate(declared: MethodCache): Gate {
  const sources = declared.keyParameters.map((name): Source => compileMapping(name) ?? (() => undefined));
  return (context) => {
    let refresh = false;
    if (asksForFresh(context.header("cache-control"))) {
      if (!declared.requireAuthorizationForCacheControl) refresh = true;
      else if (declared.unauthorizedStrategy === "FAIL_WITH_403") {
        context.note("cache", "deny", "Cache-Control: max-age=0 needs execute-api:InvalidateCache");
        return context.arrival.stage.responses.answer(context, "ACCESS_DENIED");
      } else if (declared.unauthorizedStrategy === "SUCCEED_WITH_RESPONSE_HEADER")
        (context.extraHeaders ??= []).push(["Warning", '199 - "Cache-Control header ignored"']);
    }
    const key = JSON.stringify([declared.prefix, ...sources.map((read) => read(context) ?? null)]);
    const cached = refresh ? undefined : declared.cache.get(key);
    if (cached !== undefined) {
      context.note("cache", "hit");
      return cached;
    }
    context.note("cache", refresh ? "refresh" : "miss");
    context.afterIntegration = (answer) => {
      if (context.error === undefined && bodyLength(answer.body) <= LARGEST_CACHED_BYTES)
        declared.cache.set(key, answer, declared.ttlSeconds);
    };
    return undefined;
  };
}
