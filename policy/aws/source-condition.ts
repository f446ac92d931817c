import { narrows } from "../documents/condition";
import { narrowingKeys } from "../documents/finite";
import type { Statement } from "../documents/statement";
import type { Truth } from "../model/truth";
import type { Value } from "../model/value";

/** Keys by which a service says for whom it calls. Source: IAM user guide, "The confused deputy problem". */
const SOURCE_KEYS = narrowingKeys(
  "aws:sourcearn",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
);

/** Whether a service may use the statement only on behalf of a finite source. */
export const boundToSource = (statement: Statement): Truth => narrows(statement.condition, SOURCE_KEYS);

/** The services that a statement names as principals. */
export const servicesOf = (statement: Statement): Value => statement.principal.get("Service");
