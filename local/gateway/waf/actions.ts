import type { Inspected } from "./inspected";
import { has, list, number, object, text, type Plain } from "./plain";
import type { Header, WafVerdict } from "./types";

/** What a rule does with a request that matches. */
export interface Action {
  readonly kind: "ALLOW" | "BLOCK" | "COUNT" | "CAPTCHA" | "CHALLENGE";
  /** Headers that the action adds to the request. */
  readonly insertHeaders: readonly Header[];
  /** AWS WAF's own answer; absent for the plain 403 that the gateway writes. */
  readonly response?: {
    readonly status: number;
    readonly headers: readonly Header[];
    readonly body?: string;
  };
}

/** Custom response bodies by key. */
export type ResponseBodies = ReadonlyMap<string, { readonly content: string; readonly contentType: string }>;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  APPLICATION_JSON: "application/json",
  TEXT_HTML: "text/html",
  TEXT_PLAIN: "text/plain",
};

/** Every inserted header gets this prefix, so that clients cannot forge one: AWS WAF guide, "Custom requests". */
const INSERTED_PREFIX = "x-amzn-waf-";

/** Reads `customResponseBodies`. */
export function responseBodies(declared: unknown): ResponseBodies {
  return new Map(
    list(declared)
      .map(object)
      .map((body) => [
        text(body.key),
        { content: text(body.content), contentType: CONTENT_TYPES[text(body.contentType)] ?? "text/plain" },
      ]),
  );
}

/** Compiles an `action`, a `defaultAction` or an `actionToUse`; undefined when none is declared. */
export function compileAction(
  declared: unknown,
  bodies: ResponseBodies,
  notice: (message: string) => void,
): Action | undefined {
  const action = object(declared);
  if (has(action, "block")) return block(object(list(action.block)[0]), bodies, notice);
  if (has(action, "allow")) return withHeaders("ALLOW", action.allow);
  if (has(action, "count")) return withHeaders("COUNT", action.count);
  if (has(action, "captcha")) return interstitial("CAPTCHA", 405, notice);
  if (has(action, "challenge")) return interstitial("CHALLENGE", 202, notice);
  return undefined;
}

function withHeaders(kind: "ALLOW" | "COUNT", declared: unknown): Action {
  const handling = object(object(list(declared)[0]).customRequestHandling);
  const insertHeaders = headers(handling.insertHeaders).map(([name, value]): Header => [
    INSERTED_PREFIX + name,
    value,
  ]);
  return { kind, insertHeaders };
}

function block(declared: Plain, bodies: ResponseBodies, notice: (message: string) => void): Action {
  if (!has(declared, "customResponse")) return { kind: "BLOCK", insertHeaders: [] };
  const custom = object(declared.customResponse);
  const key = text(custom.customResponseBodyKey);
  const body = bodies.get(key);
  if (key !== "" && !body) notice(`the custom response body ${JSON.stringify(key)} is not declared`);
  const type: readonly Header[] = body ? [["content-type", body.contentType]] : [];
  return {
    kind: "BLOCK",
    insertHeaders: [],
    response: {
      status: number(custom.responseCode, 403),
      headers: [...type, ...headers(custom.responseHeaders)],
      ...(body ? { body: body.content } : {}),
    },
  };
}

/** The puzzle and the silent challenge run in a browser against AWS; without a token from there nobody passes. */
function interstitial(
  kind: "CAPTCHA" | "CHALLENGE",
  status: number,
  notice: (message: string) => void,
): Action {
  const name = kind.toLowerCase();
  notice(`the ${name} action answers ${status} without a puzzle, and no token is accepted`);
  return {
    kind,
    insertHeaders: [],
    response: { status, headers: [["x-amzn-waf-action", name]], body: "" },
  };
}

function headers(declared: unknown): readonly Header[] {
  return list(declared)
    .map(object)
    .map((header) => [text(header.name), text(header.value)]);
}

/** The verdict of a terminating action. */
export function verdict(action: Action, view: Inspected, rule: string | undefined): WafVerdict {
  const allowed = action.kind === "ALLOW";
  return {
    action: allowed ? "ALLOW" : "BLOCK",
    ...(allowed ? {} : action.response),
    ...(rule === undefined ? {} : { rule }),
    labels: view.labels,
    counted: view.counted,
    insertHeaders: allowed ? [...view.insertHeaders, ...action.insertHeaders] : [],
  };
}
