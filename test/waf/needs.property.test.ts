import assert from "node:assert/strict";
import fc from "fast-check";
import { Inspected } from "../../local/gateway/waf/inspected";
import { managedRuleGroup } from "../../local/gateway/waf/managed";
import { groupRule } from "../../local/gateway/waf/rules";
import { Extractors, type Scope } from "../../local/gateway/waf/statements/scope";
import type { WafRequest } from "../../local/gateway/waf/types";
import { benignValues, scripts, sqlInjections } from "./corpus";
import { context, request } from "./requests";

const GROUPS = [
  "AWSManagedRulesCommonRuleSet",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesSQLiRuleSet",
  "AWSManagedRulesAdminProtectionRuleSet",
  "AWSManagedRulesLinuxRuleSet",
  "AWSManagedRulesUnixRuleSet",
  "AWSManagedRulesWindowsRuleSet",
  "AWSManagedRulesPHPRuleSet",
  "AWSManagedRulesWordPressRuleSet",
];

const suspects = [
  ...[
    "/../../etc/passwd",
    "/.git/config",
    "/a%2e%2e%2f..%2fb",
    "/x.bak",
    "/admin/",
    "/xmlrpc.php",
    "/proc/self/",
  ],
  ...["${jndi:ldap://x}", "$_GET", "getruntime().exec", "nmap", "localhost", "http://10.0.0.1/x", "cmd /c"],
  ...["invoke-expression", "169.254.169.254", "do-reset-wordpress", "echo $HOME", "", "a".repeat(1100)],
];
const piece = fc.oneof(
  { arbitrary: fc.constantFrom(...suspects), weight: 3 },
  fc.constantFrom(...scripts, ...sqlInjections, ...benignValues),
  fc.string({ maxLength: 12 }),
);
// A few values that come again and again, as from real callers, among new ones.
const value = fc.oneof(
  { arbitrary: fc.constantFrom("/v1/products", "curl/8.5.0", "x"), weight: 1 },
  { arbitrary: piece, weight: 4 },
);
const singleLine = value.map((text) => text.replace(/[\r\n\0]/g, " "));
const header = fc.tuple(
  fc.constantFrom("User-Agent", "Host", "Cookie", "Accept", "X-Forwarded-For", "user-agent"),
  singleLine,
);
const requests: fc.Arbitrary<WafRequest> = fc
  .record({
    method: fc.constantFrom("GET", "POST", "PROPFIND"),
    path: fc.oneof(
      value.map((text) => `/${text}`),
      value.map((text) => `/${encodeURIComponent(text)}`),
    ),
    queryString: fc.oneof(
      { arbitrary: fc.constant(""), weight: 3 },
      value.map((text) => `q=${text}`),
    ),
    headers: fc.array(header, { maxLength: 4 }),
    body: fc.oneof(
      { arbitrary: fc.constant(""), weight: 3 },
      value,
      value.map((text) => JSON.stringify({ text })),
    ),
  })
  .map(request);

const scope = (): Scope => ({
  context: context(),
  clock: { now: () => 0 },
  extractors: new Extractors(),
  rule: "rule",
  labelPrefix: "",
  notice: () => undefined,
});

describe("what the rules of a managed group need", () => {
  for (const group of GROUPS) {
    for (const kind of ["BLOCK", "COUNT"] as const) {
      it(`${group} decides as when each of its rules is asked, with the action ${kind}`, () => {
        const options = { rule: "group", scopeDown: undefined, countOnly: false };
        const rules = managedRuleGroup("AWS", group, scope()).map((rule) => ({
          ...rule,
          action: { kind, insertHeaders: [] },
        }));
        const asked = groupRule(rules, options);
        const each = groupRule(
          rules.map((rule) => ({ ...rule, needs: undefined })),
          options,
        );
        fc.assert(
          fc.property(fc.array(requests, { minLength: 1, maxLength: 5 }), (arrivals) => {
            for (const arrival of arrivals) {
              const [view, plain] = [new Inspected(arrival, 16_384), new Inspected(arrival, 16_384)];
              assert.deepEqual(asked(view), each(plain));
              assert.deepEqual([view.counted, view.labels], [plain.counted, plain.labels]);
            }
          }),
          { numRuns: 600 },
        );
      });
    }
  }
});
