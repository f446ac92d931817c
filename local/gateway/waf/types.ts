/** What the WAF gate is given and what it answers. All names are AWS's own. */

/** A header as it came in: name in the client's case, value as sent. */
export type Header = readonly [name: string, value: string];

/** One request as AWS WAF sees it: with AWS's host name in the `Host` header, never the rehearsal's. */
export interface WafRequest {
  readonly method: string;
  /** Path as on the wire, still percent-encoded, without the query string. */
  readonly path: string;
  /** Query string as on the wire, without `?`; empty when there is none. */
  readonly queryString: string;
  /** In order of arrival; repeated names are separate entries. */
  readonly headers: readonly Header[];
  readonly body: Buffer;
  /** IPv4 or IPv6 address of the caller. */
  readonly clientIp: string;
  /** ISO 3166-1 alpha-2 code of the caller's country. Without it no geo match statement decides anything. */
  readonly country?: string;
}

/** What the web ACL decided. On `BLOCK`, `status`, `headers` and `body` are set when AWS WAF itself answers. */
export interface WafVerdict {
  readonly action: "ALLOW" | "BLOCK";
  /** Status of a custom response, of a captcha (405) or of a challenge (202); absent for a plain block (403). */
  readonly status?: number;
  readonly headers?: readonly Header[];
  readonly body?: string;
  /** Name of the rule that ended the evaluation, `group/rule` inside a rule group; absent for the default action. */
  readonly rule?: string;
  /** Labels that the request collected, fully qualified, without repetition. */
  readonly labels: readonly string[];
  /** Names of the rules that matched with the action count. */
  readonly counted: readonly string[];
  /** Headers that allow and count actions add to the request, already with AWS's prefix `x-amzn-waf-`. */
  readonly insertHeaders: readonly Header[];
}

/** Time, injected so that rate windows are tested without sleeping. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** What a web ACL refers to by ARN: revealed inputs of the Pulumi resources. */
export interface WafContext {
  readonly ipSets: ReadonlyMap<string, Record<string, unknown>>;
  readonly regexPatternSets: ReadonlyMap<string, Record<string, unknown>>;
  readonly ruleGroups: ReadonlyMap<string, Record<string, unknown>>;
  readonly clock: Clock;
}

/** A web ACL, compiled once, evaluated per request. Rate counters live inside. */
export interface WebAcl {
  /** What the ACL declares and the rehearsal cannot execute, each in one sentence that names the rule. */
  readonly notices: readonly string[];
  /** Never throws on a request. */
  evaluate(request: WafRequest): WafVerdict;
}
