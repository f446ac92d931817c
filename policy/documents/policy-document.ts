import { oncePer } from "../model/once";
import { all, any, not, type Truth } from "../model/truth";
import { Value } from "../model/value";
import { isObject } from "../model/wire";
import { Statement } from "./statement";

/** The statements of a policy; `unknown` when the document cannot be read yet, `malformed` when it never can. */
export interface PolicyDocument {
  readonly state: "known" | "unknown" | "absent" | "malformed";
  readonly statements: readonly Statement[];
  /** Where the document stands in its resource. */
  readonly at: Value;
}

/** Policies above this many characters are refused by every AWS service; parsing one would only cost time. */
const MAXIMUM_CHARACTERS = 200_000;

/** A statement takes some 40 characters at least, and the largest policy that AWS takes, a key's, 32,768. */
const MAXIMUM_STATEMENTS = 1000;

/** Many rules read the same policy; parsing it is the dearest part. Bounded, so that a long run does not grow. */
const parsed = new Map<string, unknown>();
const MAXIMUM_PARSED = 1000;

function parse(text: string): unknown {
  if (text.length > MAXIMUM_CHARACTERS) return undefined;
  if (parsed.has(text)) return parsed.get(text);
  if (parsed.size >= MAXIMUM_PARSED) parsed.clear();
  const document = parseJson(text);
  parsed.set(text, document);
  return document;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Reads a policy from a JSON string or an object. */
export function readPolicy(value: Value): PolicyDocument {
  if (value.state !== "known") return { state: value.state, statements: [], at: value };
  const text = value.text;
  if (text === "") return { state: "absent", statements: [], at: value };
  const parsed = text === undefined ? value.raw : parse(text);
  if (!isObject(parsed)) return { state: "malformed", statements: [], at: value };
  const list = new Value(parsed, value.path).get("Statement");
  if (list.unknown) return { state: "unknown", statements: [], at: value };
  if (list.items.length > MAXIMUM_STATEMENTS) return { state: "malformed", statements: [], at: value };
  // A document may hold one statement without the list around it.
  const statements = list.items.map(
    (item, index) => new Statement(new Value(item.raw, `${list.path}[${index}]`)),
  );
  return { state: "known", statements, at: value };
}

/** Whether the document as a whole can be judged; rules start with this and go on with its statements. */
export const isReadable = (document: PolicyDocument): Truth =>
  document.state === "unknown" ? "unknown" : document.state !== "malformed";

/**
 * Whether an Allow statement lets anyone do the action: it means everyone, no condition narrows it, and no Deny
 * shuts out all but something finite. A Deny helps only if it speaks of the same action for everyone and every
 * resource: a Deny on something else next to it protects nothing.
 */
export function isOpenTo(document: PolicyDocument, statement: Statement, action: string): Truth {
  const open = all([
    statement.allows,
    statement.everyoneOfAKind,
    statement.coversAction(action),
    not(statement.narrowed),
  ]);
  if (open === false) return false;
  let guarded: Truth = false;
  for (const guard of guardsOf(document)(action)) {
    guarded = any([guarded, all([guard.holds, guard.statement.holdsResourcesOf(statement)])]);
    if (guarded === true) return false;
  }
  return all([open, not(guarded)]);
}

/** A Deny for everyone, as far as that can be told. */
interface Guard {
  readonly statement: Statement;
  readonly holds: Truth;
}

/** The Deny statements of a document that speak of an action for everyone; found once for each action. */
const guardsOf = oncePer((document: PolicyDocument) => {
  const found = document.statements.flatMap((statement): Guard[] => {
    if (statement.denies === false) return [];
    const shut = any([statement.shutsOutOthers, statement.condition.state === "absent"]);
    const holds = all([statement.denies, statement.everyone, shut]);
    return holds === false ? [] : [{ statement, holds }];
  });
  const byAction = new Map<string, readonly Guard[]>();
  return (action: string): readonly Guard[] => {
    const known = byAction.get(action);
    if (known !== undefined) return known;
    const guards = found.flatMap(({ statement, holds }): Guard[] => {
      const both = all([holds, statement.holdsAction(action)]);
      return both === false ? [] : [{ statement, holds: both }];
    });
    byAction.set(action, guards);
    return guards;
  };
});
