import { actionMatches, globMatches } from "../../policy/documents/glob";
import { list, type PolicyStatement } from "../infra/evaluateStage";
import type { Call } from "./takes";

type Test = (wanted: string, is: string) => boolean;

/** The operators that the policies of bootstrap/ have. */
const operators: Readonly<Record<string, Test>> = {
  StringEquals: (wanted, is) => wanted === is,
  Bool: (wanted, is) => wanted === is,
  ArnLike: globMatches,
};

function holds({ Condition = {} }: PolicyStatement, context: Call["context"] = {}): boolean {
  return Object.entries(Condition).every(([operator, keys]) => {
    const test = operators[operator];
    if (test === undefined) throw new Error(`the test knows no operator ${operator}`);
    return Object.entries(keys).every(([key, wanted]) => {
      const is = context[key];
      return is !== undefined && list(wanted).some((one) => test(one, is));
    });
  });
}

/**
 * Whether identity policies let a call through: a statement allows it, and none denies it (IAM user guide, "Policy
 * evaluation logic").
 */
export function allows(statements: readonly PolicyStatement[], { action, on, context }: Call): boolean {
  const speaking = statements.filter(
    (statement) =>
      list(statement.Action).some((pattern) => actionMatches(pattern, action)) &&
      list(statement.Resource).some((pattern) => globMatches(pattern, on)) &&
      holds(statement, context),
  );
  return speaking.length > 0 && speaking.every(({ Effect }) => Effect === "Allow");
}
