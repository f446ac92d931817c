import { nearestKey } from "../../spelling";
import type { JsonObject } from "../contract";
import { isObject, walk } from "../json";
import type { ProblemCollector } from "../problemCollector";

/** Where hints stand: at the root of the document, in an operation, in a security scheme. */
type Home = "root" | "operation" | "scheme";

const BELONGS: Readonly<Record<Home, string>> = {
  root: "at the top of the document",
  operation: "in an operation",
  scheme: "in a scheme of components/securitySchemes",
};

const HINTS: Readonly<Record<string, Home>> = {
  "x-gatehouse-api": "root",
  "x-gatehouse-integration": "operation",
  "x-gatehouse-cache": "operation",
  "x-gatehouse-throttle": "operation",
  "x-gatehouse-authorizer": "scheme",
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
  const here = homeAt(path);
  if (home === undefined) {
    const close = nearestKey(key, Object.keys(HINTS));
    const fix =
      close === undefined ? `the hints are ${Object.keys(HINTS).join(", ")}` : `did you mean ${close}?`;
    problems.add("GH1204", [...path, key], `unknown hint ${key}`, fix);
  } else if (home !== here) {
    problems.add("GH1204", [...path, key], `${key} has no effect here`, `it belongs ${BELONGS[home]}`);
  }
}

function homeAt(path: readonly string[]): Home | undefined {
  if (path.length === 0) return "root";
  if (path.length !== 3) return undefined;
  if (path[0] === "paths") return "operation";
  return path[0] === "components" && path[1] === "securitySchemes" ? "scheme" : undefined;
}
