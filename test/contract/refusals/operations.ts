import type { Refusal } from "./refusal";

/** Breaks of operations, their paths and parameters. */
export const operations: readonly Refusal[] = [
  {
    name: "an operation without a name",
    find: "      operationId: putItem\n",
    replace: "",
    code: "GH1211",
    what: /PUT .* has no operationId/,
    mark: "put:",
  },
  {
    name: "two operations with one name",
    find: "putItem",
    replace: "getItem",
    code: "GH1211",
    what: /getItem names GET \/items\/\{id\} too/,
    mark: "operationId: getItem\n      security:\n        - auth: [shop/read]\n      x-gatehouse-integration: { lambda: items }\n      parameters",
  },
  {
    name: "an OPTIONS method of its own",
    find: "    put:\n",
    replace: "    options: {}\n    put:\n",
    code: "GH1213",
    what: /CORS settings/,
    mark: "options",
  },
  {
    name: "a parameter from a cookie",
    find: "    put:\n",
    replace: "    parameters: [{ name: c, in: cookie, schema: { type: string } }]\n    put:\n",
    code: "GH1213",
    what: /takes c from a cookie/,
    mark: "get:",
  },
  {
    name: "a path that API Gateway does not take",
    find: "  /items/{id}:\n",
    replace: "  /items-{id}/x:\n    get: {}\n  /items/{id}:\n",
    code: "GH1215",
    what: /does not take the path \/items-\{id\}\/x/,
    mark: "/items-{id}",
  },
  {
    name: "the path of API Gateway's own health check",
    find: "/items/{id}",
    replace: "/ping",
    code: "GH1215",
    what: /\/ping/,
    mark: "/ping",
  },
  {
    name: "a path parameter that is not declared",
    find: "/items/{id}",
    replace: "/items/{id}/{part}",
    code: "GH1216",
    what: /does not declare \{part\}/,
    mark: "get:",
  },
];
