import type { Refusal } from "./refusal";

/** Breaks of who may call an operation. */
export const access: readonly Refusal[] = [
  {
    name: "an operation that does not say who may call it",
    find: "      operationId: putItem\n      security:\n        - auth: [shop/read]\n",
    replace: "      operationId: putItem\n",
    code: "GH1208",
    what: /PUT .* does not say who may call it/,
    fix: /security: \[\]/,
    mark: "put:",
  },
  {
    name: "an unknown scope",
    find: "[shop/read]",
    replace: "[shop/raed]",
    code: "GH1209",
    what: /unknown scope shop\/raed/,
    fix: /did you mean shop\/read\?/,
    mark: "shop/raed",
  },
  {
    name: "a scope of another resource server",
    find: "shop/write: Write",
    replace: "stock/write: Write",
    code: "GH1209",
    what: /not of the resource server shop/,
    fix: /shop\/write/,
    mark: "stock/write",
  },
  {
    name: "an unknown scheme",
    find: "- auth: [shop/read]",
    replace: "- oauth: [shop/read]",
    code: "GH1209",
    what: /the scheme oauth, which is not declared/,
    mark: "oauth: [",
  },
  {
    name: "a requirement without a scope",
    find: "- auth: [shop/read]",
    replace: "- auth: []",
    code: "GH1210",
    what: /ID tokens only/,
    mark: "auth: []",
  },
  {
    name: "a requirement with two scopes",
    find: "[shop/read]",
    replace: "[shop/read, shop/write]",
    code: "GH1210",
    what: /any one of them/,
    mark: "auth: [shop/read, shop/write]",
  },
  {
    name: "an empty requirement, which OpenAPI reads as public",
    find: "- auth: [shop/read]",
    replace: "- {}",
    code: "GH1210",
    what: /names 0 schemes/,
    fix: /security: \[\]/,
    mark: "{}",
  },
  {
    name: "an operation guarded by an API key alone",
    find: "- auth: [shop/read]",
    replace: "- api_key: []",
    code: "GH1218",
    what: /nothing but an API key/,
    mark: "api_key: []",
    also: (text) =>
      text.replace("    auth:\n", "    api_key: { type: apiKey, in: header, name: x-api-key }\n    auth:\n"),
  },
  {
    name: "alternatives of different kinds",
    find: "- auth: [shop/read]",
    replace: "- auth: [shop/read]\n        - aws: []",
    code: "GH1210",
    what: /differ by more than their scopes/,
    mark: "aws: []",
    also: (text) =>
      text.replace(
        "    auth:\n",
        "    aws: { type: apiKey, in: header, name: Authorization, x-gatehouse-authorizer: sigv4 }\n    auth:\n",
      ),
  },
];
