/** `aws.iam.getPolicyDocument`: statements in, the provider's JSON out. */
import type { Plain } from "../cloud";
import { DIGITS, fingerprint } from "../fingerprint";
import { list, record, text } from "../model";
import { canonical } from "../seed";
import type { DataSource } from "./place";

type Statement = Record<string, unknown>;

/**
 * One value as text, several as a list in descending order: the provider sorts them, so that the order in the program
 * makes no difference to the document.
 */
function values(items: readonly unknown[]): string | string[] {
  const texts = items.map((item) => variables(String(item)));
  const [only = ""] = texts;
  return texts.length === 1 ? only : texts.sort().reverse();
}

/** `&{aws:username}` is how a document is written where `${…}` would be interpolated. */
const variables = (value: string): string => value.replaceAll("&{", "${");

function principals(blocks: readonly unknown[]): unknown {
  const grouped = new Map<string, unknown[]>();
  for (const block of blocks.map(record)) {
    const type = text(block.type);
    grouped.set(type, [...(grouped.get(type) ?? []), ...list(block.identifiers)]);
  }
  // `*` for anyone at all, signed in or not; `{"AWS": "*"}` means the same but is kept as written.
  if (grouped.size === 1 && grouped.has("*")) return "*";
  return Object.fromEntries([...grouped].sort().map(([type, identifiers]) => [type, values(identifiers)]));
}

function conditions(blocks: readonly unknown[]): Plain {
  const tests: Record<string, Record<string, unknown>> = {};
  for (const block of blocks.map(record))
    (tests[text(block.test)] ??= {})[text(block.variable)] = values(list(block.values));
  return Object.fromEntries(
    Object.entries(tests)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([test, variable]) => [
        test,
        Object.fromEntries(Object.entries(variable).sort(([a], [b]) => (a < b ? -1 : 1))),
      ]),
  );
}

function statement(source: Plain): Statement {
  const result: Statement = {};
  const put = (key: string, property: string, render: (items: readonly unknown[]) => unknown): void => {
    const items = list(source[property]);
    if (items.length > 0) result[key] = render(items);
  };
  if (text(source.sid) !== "") result.Sid = source.sid;
  result.Effect = text(source.effect, "Allow");
  put("Action", "actions", values);
  put("NotAction", "notActions", values);
  put("Resource", "resources", values);
  put("NotResource", "notResources", values);
  put("Principal", "principals", principals);
  put("NotPrincipal", "notPrincipals", principals);
  put("Condition", "conditions", conditions);
  return result;
}

/** Statements of other documents; a statement with a Sid takes the place of an earlier one of the same Sid. */
function merge(into: Statement[], others: readonly Statement[]): void {
  for (const other of others) {
    const at = other.Sid === undefined ? -1 : into.findIndex((item) => item.Sid === other.Sid);
    if (at >= 0) into[at] = other;
    else into.push(other);
  }
}

function parsed(documents: unknown): Statement[] {
  return list(documents).flatMap((document) => {
    const found = record(JSON.parse(text(document, "{}"))).Statement;
    return (Array.isArray(found) ? found : found === undefined ? [] : [found]) as Statement[];
  });
}

export const getPolicyDocument: DataSource = (args) => {
  const statements: Statement[] = [];
  merge(statements, parsed(args.sourcePolicyDocuments));
  merge(statements, list(args.statements).map(record).map(statement));
  merge(statements, parsed(args.overridePolicyDocuments));
  const version = text(args.version, "2012-10-17");
  const document = {
    Version: version,
    ...(args.policyId === undefined ? {} : { Id: args.policyId }),
    ...(statements.length > 0 ? { Statement: statements } : {}),
  };
  return {
    ...args,
    id: fingerprint(canonical(document), 10, DIGITS),
    json: JSON.stringify(document, null, 2),
    minifiedJson: JSON.stringify(document),
    version,
  };
};
