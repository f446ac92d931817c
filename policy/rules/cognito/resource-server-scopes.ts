import { only, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

const RESOURCE_SERVER = "aws:cognito/resourceServer:ResourceServer";

export default defineRule({
  id: "resource-server-scopes",
  title: "A resource server has scopes, and each is narrow",
  severity: "low",
  scope: "resource",
  types: [RESOURCE_SERVER],
  frameworks: {
    "nist-800-53-r5": ["AC-3", "AC-6"],
    "pci-dss-4": ["7.1", "7.2"],
    soc2: ["CC6.1", "CC6.3"],
    "iso-27001": ["A.5.15", "A.8.5"],
  },
  links: [
    "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html",
  ],
  options: optionsOf({
    broad: names("Names of scopes, or their last part, that mean everything.", [
      "*",
      "all",
      "full",
      "full_access",
      "any",
    ]),
  }),
  fix: "declare one scope per kind of data and access, such as users.read",
  check({ resource, options, expect }) {
    const scopes = resource.get("scopes");
    expect(scopes.notEmpty, scopes, "without scopes every token of the pool opens the whole API");
    for (const scope of scopes.items) {
      const name = scope.get("scopeName");
      const broad = name.matches((text) =>
        options.broad.includes(text.toLowerCase().split(/[.:/]/).pop() ?? ""),
      );
      expect(not(broad), name, `the scope ${name.shown ?? "?"} opens everything`);
    }
  },
  compliant: only(RESOURCE_SERVER, { scopes: [{ scopeName: "users.read", scopeDescription: "Read users" }] }),
  violations: {
    "no scopes": wrong("scopes", [], "scopes"),
    "one for all": wrong(["scopes", 0, "scopeName"], "all"),
  },
});
