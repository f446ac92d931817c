import { nearestKey } from "../../spelling";
import type { JsonObject } from "../contract";
import { isObject, objectAt, walk } from "../json";
import type { ProblemCollector } from "../problemCollector";
import { referencePath, resolve, valueAt } from "../reference";

/** Every `$ref` leads to something in this file. */
export function checkReferences(document: JsonObject, problems: ProblemCollector): void {
  walk(document, (value, path) => {
    // Below `properties`, `$ref` would be the name of a property.
    if (!isObject(value) || !("$ref" in value) || path.at(-1) === "properties") return;
    const at = [...path, "$ref"];
    const reference = value.$ref;
    const target = typeof reference === "string" ? referencePath(reference) : undefined;
    if (typeof reference !== "string" || target === undefined) {
      problems.add(
        "GH1203",
        at,
        `${JSON.stringify(reference)} is not a reference within this file; API Gateway follows no others`,
        "move the part into this document and write #/components/…",
      );
    } else if (resolve(document, value) === undefined) {
      const siblings = Object.keys(objectAt(valueAt(document, target.slice(0, -1))));
      const close = nearestKey(target.at(-1) ?? "", siblings);
      const meant = close === undefined ? undefined : `#/${[...target.slice(0, -1), close].join("/")}`;
      problems.add(
        "GH1203",
        at,
        `${reference} leads to nothing`,
        meant === undefined || close === target.at(-1)
          ? "correct the reference, or add what it names"
          : `did you mean ${meant}?`,
      );
    }
  });
}
