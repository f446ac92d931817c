import type { Refusal } from "./refusal";

/** Breaks of hints of the platform. */
export const hints: readonly Refusal[] = [
  {
    name: "a hint that is mistyped",
    find: "x-gatehouse-cache",
    replace: "x-gatehouse-cahce",
    code: "GH1204",
    what: /unknown hint x-gatehouse-cahce/,
    fix: /did you mean x-gatehouse-cache\?/,
    mark: "x-gatehouse-cahce",
  },
  {
    name: "a hint in the wrong place",
    find: "  /items/{id}:\n",
    replace: "  /items/{id}:\n    x-gatehouse-throttle: { rate: 1, burst: 1 }\n",
    code: "GH1204",
    what: /no effect here/,
    fix: /in an operation/,
    mark: "x-gatehouse-throttle",
  },
  {
    name: "an extension of API Gateway",
    find: "    put:\n",
    replace: "    put:\n      x-amazon-apigateway-integration: {}\n",
    code: "GH1204",
    what: /written by the contract compiler/,
    mark: "x-amazon-apigateway-integration",
  },
  {
    name: "a hint with a wrong value",
    find: "ttlSeconds: 60",
    replace: "ttlSeconds: 3601",
    code: "GH1205",
    what: /x-gatehouse-cache\.ttlSeconds/,
    mark: "ttlSeconds",
  },
];
