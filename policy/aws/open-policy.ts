import { isOpenTo, type PolicyDocument } from "../documents/policy-document";
import type { Statement } from "../documents/statement";
import { any, type Truth } from "../model/truth";

/** Whether the statement lets anyone do any of the actions that it names. */
export function opensSomething(document: PolicyDocument, statement: Statement): Truth {
  if (statement.actions.state !== "known") return isOpenTo(document, statement, "*");
  return any(
    statement.actions.items.map((action) => {
      const text = action.text;
      // An unknown name decides nothing: what is not open whatever the action, stays closed.
      if (text === undefined) return isOpenTo(document, statement, "*") === false ? false : "unknown";
      return isOpenTo(document, statement, text);
    }),
  );
}
