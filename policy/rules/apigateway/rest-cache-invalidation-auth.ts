import { METHOD_SETTINGS } from "../../aws/rest-method";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies } from "../../model/truth";

export default defineRule({
  id: "rest-cache-invalidation-auth",
  title: "Only authorized callers may empty the cache",
  severity: "medium",
  scope: "resource",
  types: [METHOD_SETTINGS],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html"],
  options: noOptions,
  fix: "set requireAuthorizationForCacheControl to true",
  check({ resource, expect, notApplicable }) {
    const caching = resource.get("settings", "cachingEnabled").isTrue();
    if (caching === false) return notApplicable();
    const required = resource.get("settings", "requireAuthorizationForCacheControl");
    // API Gateway's own default is true.
    expect(
      implies(caching, required.isTrue(true)),
      required,
      "any caller can pass the cache by with Cache-Control: max-age=0",
    );
  },
  compliant: only(METHOD_SETTINGS, {
    settings: { cachingEnabled: true, requireAuthorizationForCacheControl: true },
  }),
  violations: { off: wrong(["settings", "requireAuthorizationForCacheControl"], false) },
});
