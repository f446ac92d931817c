import type { Refusal } from "./refusal";

/** Breaks of schemes and their authorizers. */
export const authorizers: readonly Refusal[] = [
  {
    name: "a scheme that API Gateway has no counterpart for",
    find: "    auth:\n",
    replace: "    basic: { type: http, scheme: basic }\n    auth:\n",
    code: "GH1209",
    what: /basic is of type http/,
    fix: /x-gatehouse-authorizer/,
    mark: "basic: {",
  },
  {
    name: "an authorizer without its handler",
    find: "    auth:\n",
    replace:
      "    partner: { type: apiKey, in: header, name: Authorization, x-gatehouse-authorizer: { lambda: itms, identitySources: [method.request.header.Authorization] } }\n    auth:\n",
    code: "GH1206",
    what: /the scheme partner names no handler/,
    fix: /did you mean items\?/,
    mark: "lambda: itms",
  },
  {
    name: "an authorizer whose answer would be kept for longer than an hour",
    find: "    auth:\n",
    replace:
      "    partner: { type: apiKey, in: header, name: Authorization, x-gatehouse-authorizer: { lambda: items, identitySources: [method.request.header.Authorization], ttlSeconds: 3601 } }\n    auth:\n",
    code: "GH1205",
    what: /x-gatehouse-authorizer\.ttlSeconds/,
    mark: "ttlSeconds: 3601",
  },
];
