import { compileWebAcl, type WafContext, type WafRequest, type WebAcl } from "../../local/gateway/waf";

/** A clock that tests move by hand. */
export class TestClock {
  ms = 1_700_000_000_000;
  now(): number {
    return this.ms;
  }
  advance(seconds: number): void {
    this.ms += seconds * 1000;
  }
}

export const HOST = "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com";

/** An ordinary request, with what a test wants to be different. */
export function request(
  change: Partial<Omit<WafRequest, "body">> & { body?: string | Buffer } = {},
): WafRequest {
  return {
    method: "GET",
    path: "/v1/products",
    queryString: "",
    headers: [
      ["Host", HOST],
      ["User-Agent", "curl/8.5.0"],
      ["Accept", "*/*"],
    ],
    clientIp: "203.0.113.7",
    ...change,
    body: Buffer.isBuffer(change.body) ? change.body : Buffer.from(change.body ?? "", "utf8"),
  };
}

/** The same request with one more header. */
export function withHeader(
  name: string,
  value: string,
  change: Parameters<typeof request>[0] = {},
): WafRequest {
  const base = request(change);
  return { ...base, headers: [...base.headers, [name, value]] };
}

export function context(change: Partial<WafContext> = {}): WafContext {
  return {
    ipSets: new Map(),
    regexPatternSets: new Map(),
    ruleGroups: new Map(),
    clock: new TestClock(),
    ...change,
  };
}

let priority = 0;

/** A rule that blocks, around a statement. */
export function blocking(statement: object, more: object = {}): object {
  return { name: "rule", priority: priority++, action: { block: {} }, statement, ...more };
}

/** An ACL that allows by default, with the rules given. */
export function acl(rules: readonly object[], change: Partial<WafContext> = {}, more: object = {}): WebAcl {
  return compileWebAcl({ name: "shop", defaultAction: { allow: {} }, rules, ...more }, context(change));
}

/** An ACL with managed groups of AWS. */
export function managed(...names: string[]): WebAcl {
  return acl(
    names.map((name, index) => ({
      name,
      priority: index,
      overrideAction: { none: {} },
      statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
    })),
  );
}

export const none = [{ priority: 0, type: "NONE" }];
