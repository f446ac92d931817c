import { METHOD_SETTINGS } from "../../aws/rest-method";
import { only, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any, not } from "../../model/truth";

/** What API Gateway takes where nothing is said, in seconds. */
const DEFAULT_TTL = 300;

export default defineRule({
  id: "rest-cache-ttl-bounded",
  title: "Cached responses are kept for a short time",
  severity: "low",
  scope: "resource",
  types: [METHOD_SETTINGS],
  frameworks: { "nist-800-53-r5": ["AC-3"], soc2: ["CC6.3"] },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html"],
  options: optionsOf({ maximumSeconds: integer("Longest time that a response may be kept.", 300, 0, 3600) }),
  fix: "lower settings.cacheTtlInSeconds",
  check({ resource, options, expect, notApplicable }) {
    const caching = resource.get("settings", "cachingEnabled").isTrue();
    if (caching === false) return notApplicable();
    const ttl = resource.get("settings", "cacheTtlInSeconds");
    const seconds = ttl.state === "absent" ? DEFAULT_TTL : ttl.number;
    const short = ttl.unknown ? "unknown" : seconds !== undefined && seconds <= options.maximumSeconds;
    expect(
      any([not(caching), short]),
      ttl,
      `callers get answers that are ${seconds ?? "too many"} seconds old`,
    );
  },
  compliant: only(METHOD_SETTINGS, { settings: { cachingEnabled: true, cacheTtlInSeconds: 60 } }),
  violations: { "an hour": wrong(["settings", "cacheTtlInSeconds"], 3600) },
});
