import { nearestKey } from "../../spelling";
import type { JsonObject } from "../contract";
import { isObject, walk } from "../json";
import type { ProblemCollector } from "../problemCollector";

/** Where each hint belongs: `root` of the document, or an `operation`. */
const HINTS: Readonly<Record<string, "root" | "operation">> = {
  "x-gatehouse-api": "root",
  "x-gatehouse-integration": "operation",
  "x-gatehouse-cache": "operation",
  "x-gatehouse-throttle": "operation",
};

/** Hints are known and stand where they are read; API Gateway's own extensions are left to the compiler. */
export function checkHintNames(document: JsonObject, problems: ProblemCollector): void {
  walk(document, (value, path) => {
    if (!isObject(value)) return;
    for (const key of Object.keys(value)) {
      if (key.startsWith("x-gatehouse")) checkHint(key, path, problems);
      else if (key.startsWith("x-amazon-apigateway")) {
        problems.add(
          "GH1204",
          [...path, key],
          `${key} is written by the contract compiler, from hints and the stage's configuration`,
          "remove it",
        );
      }
    }
  });
}

function checkHint(key: string, path: readonly string[], problems: ProblemCollector): void {
  const home = Object.hasOwn(HINTS, key) ? HINTS[key] : undefined;
  const here =
    path.length === 0 ? "root" : path.length === 3 && path[0] === "paths" ? "operation" : "elsewhere";
  if (home === undefined) {
    const close = nearestKey(key, Object.keys(HINTS));
    const fix =
      close === undefined ? `the hints are ${Object.keys(HINTS).join(", ")}` : `did you mean ${close}?`;
    problems.add("GH1204", [...path, key], `unknown hint ${key}`, fix);
  } else if (home !== here) {
    const belongs = home === "root" ? "at the top of the document" : "in an operation";
    problems.add("GH1204", [...path, key], `${key} has no effect here`, `it belongs ${belongs}`);
  }
}
