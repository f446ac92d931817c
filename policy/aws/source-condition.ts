import { narrows } from "../documents/condition";
import type { Statement } from "../documents/statement";
import { any, type Truth } from "../model/truth";
import { Value } from "../model/value";

/** Keys by which a service says for whom it calls. Source: IAM user guide, "The confused deputy problem". */
const SOURCE_KEYS: ReadonlySet<string> = new Set([
  "aws:sourcearn",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
]);

/** Whether a condition on one of the keys ties the statement to something finite. */
export function boundBy(statement: Statement, keys: ReadonlySet<string>): Truth {
  const { condition } = statement;
  if (condition.unknown) return "unknown";
  return any(
    condition.entries.map(([operator, block]) => {
      if (block.unknown) return narrows(new Value({ [operator]: block.raw }, condition.path));
      const kept = block.entries.filter(([key]) => keys.has(key.toLowerCase()));
      // Under the name of a key that is known to narrow, the operator and the values alone decide.
      return any(
        kept.map(([, values]) =>
          narrows(new Value({ [operator]: { "aws:SourceArn": values.raw } }, condition.path)),
        ),
      );
    }),
  );
}

/** Whether a service may use the statement only on behalf of a finite source. */
export const boundToSource = (statement: Statement): Truth => boundBy(statement, SOURCE_KEYS);

/** The services that a statement names as principals. */
export const servicesOf = (statement: Statement): Value => statement.principal.get("Service");
