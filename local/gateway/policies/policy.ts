import { record, text } from "../declarations";
import type { Coverage, PolicyScope, Question, Statement } from "./statement";
import { UnsupportedPolicy, compileStatement } from "./statement";

/** What a policy says: an explicit deny wins, no statement at all is silence. */
export interface Verdict {
  readonly effect: "allow" | "deny" | "silent";
  /** Sid, or number, of the statement that decided. */
  readonly label?: string;
  /** Of an allow: whom the statement names. */
  readonly coverage?: Coverage;
}

/** Documents that apply together, compiled. */
export type Policy = (question: Question) => Verdict;

const SILENT: Verdict = { effect: "silent" };

/** The statements of a document, one or many. */
export function statementsOf(document: unknown): readonly unknown[] {
  const { Statement } = record(document);
  return Array.isArray(Statement) ? Statement : Statement === undefined ? [] : [Statement];
}

const versioned = (document: unknown, scope: PolicyScope): PolicyScope => ({
  ...scope,
  version: text(record(document).Version),
});

/**
 * What cannot be decided fails closed: an Allow that uses what is not executed grants nothing, a Deny always denies.
 */
function failClosed(
  value: unknown,
  index: number,
  scope: PolicyScope,
  reasons: string[],
): Statement | undefined {
  try {
    return compileStatement(value, index, scope);
  } catch (error) {
    if (!(error instanceof UnsupportedPolicy)) throw error;
    reasons.push(error.message);
    if (record(value).Effect !== "Deny") return undefined;
    return { label: `statement ${index + 1}`, deny: true, covers: () => "everybody", applies: () => true };
  }
}

function evaluate(statements: readonly Statement[]): Policy {
  return (question) => {
    let allow: Verdict | undefined;
    for (const statement of statements) {
      const coverage = statement.covers(question);
      if (coverage === undefined || !statement.applies(question)) continue;
      if (statement.deny) return { effect: "deny", label: statement.label };
      // A statement that names the caller counts more than one that names the account.
      if (allow === undefined || allow.coverage === "account")
        allow = { effect: "allow", label: statement.label, coverage };
    }
    return allow ?? SILENT;
  };
}

/** A policy of which everything is executed. @throws UnsupportedPolicy */
export function compilePolicy(document: unknown, scope: PolicyScope): Policy {
  return evaluate(
    statementsOf(document).map((statement, index) =>
      compileStatement(statement, index, versioned(document, scope)),
    ),
  );
}

/** Documents as they are; what is not executed in them fails closed and is told through `reasons`. */
export function compilePolicies(
  documents: readonly unknown[],
  scope: PolicyScope,
  reasons: string[] = [],
): Policy {
  return evaluate(
    documents.flatMap((document) =>
      statementsOf(document).flatMap(
        (statement, index) => failClosed(statement, index, versioned(document, scope), reasons) ?? [],
      ),
    ),
  );
}
