import type { Refusal } from "./refusal";

/** Breaks of what answers an operation. */
export const integrations: readonly Refusal[] = [
  {
    name: "an integration that names no handler",
    find: "{ lambda: items }\n      x-gatehouse-cache",
    replace: "{ lambda: item }\n      x-gatehouse-cache",
    code: "GH1206",
    what: /GET \/items\/\{id\} names no handler: there is no item\/handler\.ts/,
    fix: /did you mean items\?/,
    mark: "lambda: item }",
  },
  {
    name: "a mock without its template",
    find: "{ lambda: items }\n      parameters",
    replace: "{ mock: none.vtl }\n      parameters",
    code: "GH1206",
    what: /there is no none\.vtl/,
    mark: "mock: none.vtl",
  },
  {
    name: "an integration of both kinds",
    find: "{ lambda: items }\n      parameters",
    replace: "{ lambda: items, mock: m.vtl }\n      parameters",
    code: "GH1205",
    what: /x-gatehouse-integration is not right/,
    mark: "x-gatehouse-integration: { lambda: items, mock",
  },
  {
    name: "an integration of an unknown kind",
    find: "{ lambda: items }\n      parameters",
    replace: "{ lamda: items }\n      parameters",
    code: "GH1205",
    what: /there is no kind lamda/,
    fix: /did you mean lambda\?/,
    mark: "lamda: items",
  },
  {
    name: "an operation that nothing answers",
    find: "      x-gatehouse-integration: { lambda: items }\n      parameters",
    replace: "      parameters",
    code: "GH1207",
    what: /nothing answers PUT/,
    mark: "put:",
  },
];
