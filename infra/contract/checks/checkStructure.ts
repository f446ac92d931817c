import type { JsonObject } from "../contract";
import { documentOperations } from "../documentOperations";
import { isObject, objectAt } from "../json";
import type { ProblemCollector } from "../problemCollector";

const PATH_ITEM_KEYS = [
  "get",
  "post",
  "put",
  "patch",
  "delete",
  "head",
  "parameters",
  "summary",
  "description",
];
/** "Path segments can only contain alphanumeric characters, underscores, hyphens, periods, commas, colons, and curly braces." */
const SEGMENT = /^(?:[A-Za-z0-9_.,:-]+|\{[A-Za-z0-9_.-]+\+?\})$/;

/**
 * The skeleton: an OpenAPI 3.0 document with paths that API Gateway takes, unique operation ids, declared path
 * parameters and responses. Path rules: developer guide, "Important notes for REST APIs".
 */
export function checkStructure(document: JsonObject, problems: ProblemCollector): void {
  checkHead(document, problems);
  for (const [path, item] of Object.entries(objectAt(document.paths))) {
    checkPath(path, problems);
    if (!isObject(item)) {
      problems.add(
        "GH1202",
        ["paths", path],
        `path ${path} holds no operations`,
        "give it a method, or remove it",
      );
      continue;
    }
    for (const key of Object.keys(item)) checkPathItemKey(path, key, problems);
  }
  checkOperations(document, problems);
}

function checkHead(document: JsonObject, problems: ProblemCollector): void {
  if (typeof document.openapi !== "string" || !/^3\.0\.\d+$/.test(document.openapi)) {
    const found =
      document.openapi === undefined ? "no OpenAPI version" : `OpenAPI ${String(document.openapi)}`;
    problems.add(
      "GH1202",
      ["openapi"],
      `${found}: API Gateway imports OpenAPI 3.0`,
      'write openapi: "3.0.3"',
    );
  }
  const info = objectAt(document.info);
  if (typeof info.title !== "string" || typeof info.version !== "string") {
    problems.add(
      "GH1202",
      ["info"],
      "info needs a title and a version, both strings",
      "add them, the version in quotes",
    );
  }
  if (Object.keys(objectAt(document.paths)).length === 0) {
    problems.add("GH1202", ["paths"], "the contract has no paths", "add at least one path with an operation");
  }
}

function checkPath(path: string, problems: ProblemCollector): void {
  const segments = path.slice(1).split("/");
  if (!path.startsWith("/") || (path !== "/" && !segments.every((segment) => SEGMENT.test(segment)))) {
    problems.add(
      "GH1215",
      ["paths", path],
      `API Gateway does not take the path ${path}: a segment is letters, digits and _ - . , : or one whole {parameter}`,
      "write /users/{id}, not /users/user-{id} or /users/",
    );
  }
  if (path === "/ping" || path === "/sping") {
    problems.add(
      "GH1215",
      ["paths", path],
      `API Gateway keeps ${path} for its own health check on custom domains`,
      "name it /health",
    );
  }
}

function checkPathItemKey(path: string, key: string, problems: ProblemCollector): void {
  if (key.startsWith("x-") || PATH_ITEM_KEYS.includes(key)) return;
  const at = ["paths", path, key];
  if (key === "options") {
    problems.add("GH1213", at, "OPTIONS methods come from the stage's CORS settings", "remove this one");
  } else {
    problems.add("GH1213", at, `API Gateway has no ${key} in a path`, `remove ${key} from ${path}`);
  }
}

function checkOperations(document: JsonObject, problems: ProblemCollector): void {
  const seen = new Map<string, string>();
  for (const { path, method, operation, at, parameters } of documentOperations(document)) {
    const name = `${method} ${path}`;
    const id = operation.operationId;
    if (typeof id !== "string" || id === "") {
      problems.add(
        "GH1211",
        at,
        `${name} has no operationId`,
        "name it, such as listUsers; clients and logs use it",
      );
    } else if (seen.has(id)) {
      problems.add(
        "GH1211",
        [...at, "operationId"],
        `${id} names ${seen.get(id)} too`,
        "give each operation its own",
      );
    } else seen.set(id, name);
    checkPathParameters(path, name, at, parameters, problems);
    if (Object.keys(objectAt(operation.responses)).length === 0) {
      problems.add("GH1202", at, `${name} declares no responses`, "declare at least the one of success");
    }
  }
}

function checkPathParameters(
  path: string,
  name: string,
  at: readonly string[],
  parameters: readonly JsonObject[],
  problems: ProblemCollector,
): void {
  const inPath = [...path.matchAll(/\{([^}+]+)\+?\}/g)].map((match) => match[1] ?? "");
  const declared = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => String(name));
  for (const missing of inPath.filter((parameter) => !declared.includes(parameter))) {
    problems.add(
      "GH1216",
      at,
      `${name} does not declare {${missing}}`,
      `add a parameter ${missing} in: path`,
    );
  }
  for (const extra of declared.filter((parameter) => !inPath.includes(parameter))) {
    problems.add("GH1216", at, `${name} declares ${extra} in: path, which is not in its path`, "remove it");
  }
  for (const parameter of parameters.filter((parameter) => parameter.in === "cookie")) {
    const what = `${name} takes ${String(parameter.name)} from a cookie, which API Gateway cannot map`;
    problems.add("GH1213", at, what, "use a header or a query parameter");
  }
}
