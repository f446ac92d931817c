/** What stands in for an outside host. */
export type HttpTarget =
  | { readonly kind: "forward"; readonly url: string }
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    };

/** Where requests to outside hosts go. Nothing connects outside: what is not mapped is not reached. */
export interface HttpTargets {
  /** The stand-in for an absolute URL; undefined when there is none. */
  resolve(url: string): HttpTarget | undefined;
}

/**
 * What a setting maps an address to: a URL on loopback that takes its place, path and query kept, or the answer itself.
 */
export type HttpTargetSetting =
  | string
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Text, or a value that is sent as JSON. */
      readonly body?: unknown;
    };

/** No outside host has a stand-in. */
export const NO_TARGETS: HttpTargets = { resolve: () => undefined };

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Whether a URL leads to this computer. */
export function isLoopback(url: string): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed !== undefined && (LOOPBACK.has(parsed.hostname) || parsed.hostname.endsWith(".localhost"));
}

const withoutSlash = (url: string): string => (url.endsWith("/") ? url.slice(0, -1) : url);

/** Whether `prefix` is `url` itself or ends in front of a path, query or fragment of it. */
function covers(prefix: string, url: string): boolean {
  return url.startsWith(prefix) && (url.length === prefix.length || /[/?#]/.test(url.charAt(prefix.length)));
}

/**
 * Stand-ins by origin or longer prefix of a URL: `{ "https://inventory.example.com": "http://127.0.0.1:9000" }`. The
 * longest prefix wins. An entry that leads to another computer is left out.
 */
export function httpTargets(settings: Readonly<Record<string, HttpTargetSetting>>): HttpTargets {
  const entries = Object.entries(settings)
    .filter(([, setting]) => typeof setting !== "string" || isLoopback(setting))
    .map(([prefix, setting]) => ({ prefix: withoutSlash(prefix), setting }))
    .sort((left, right) => right.prefix.length - left.prefix.length);
  return {
    resolve(url) {
      const entry = entries.find(({ prefix }) => covers(prefix, url));
      if (entry === undefined) return undefined;
      const { setting, prefix } = entry;
      if (typeof setting === "string")
        return { kind: "forward", url: withoutSlash(setting) + url.slice(prefix.length) };
      const { status = 200, headers = {}, body = "" } = setting;
      const json = typeof body !== "string";
      return {
        kind: "answer",
        status,
        headers: json ? { "content-type": "application/json", ...headers } : headers,
        body: json ? JSON.stringify(body) : body,
      };
    },
  };
}
