import { METHOD_SETTINGS } from "../../aws/rest-method";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies } from "../../model/truth";

export default defineRule({
  id: "rest-cache-encrypted",
  title: "Cached responses are encrypted",
  severity: "medium",
  scope: "resource",
  types: [METHOD_SETTINGS],
  frameworks: {
    fsbp: ["APIGateway.5"],
    "nist-800-53-r5": ["SC-28"],
    "pci-dss-4": ["3.5.1"],
    "iso-27001": ["A.8.24"],
  },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html"],
  choice:
    "Holds only where caching is on, as Security Hub has it; whether to cache is a question of cost, not of safety.",
  options: noOptions,
  fix: "set settings.cacheDataEncrypted to true",
  check({ resource, expect, notApplicable }) {
    const caching = resource.get("settings", "cachingEnabled").isTrue();
    if (caching === false) return notApplicable();
    const encrypted = resource.get("settings", "cacheDataEncrypted");
    expect(implies(caching, encrypted.isTrue()), encrypted, "responses are cached unencrypted");
  },
  compliant: only(METHOD_SETTINGS, { settings: { cachingEnabled: true, cacheDataEncrypted: true } }),
  violations: {
    unencrypted: wrong(["settings", "cacheDataEncrypted"], false),
    "not set": wrong(["settings", "cacheDataEncrypted"], undefined, "settings.cacheDataEncrypted"),
  },
});
