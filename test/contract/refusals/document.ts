import type { Refusal } from "./refusal";

/** Breaks of what the document says of itself and where it points. */
export const document: readonly Refusal[] = [
  {
    name: "another version of OpenAPI",
    find: "openapi: 3.0.3",
    replace: "openapi: 3.1.0",
    code: "GH1202",
    what: /OpenAPI 3\.1\.0/,
    mark: "openapi",
  },
  {
    name: "an API without a name",
    find: "x-gatehouse-api: { name: shop, version: v1 }\n",
    replace: "",
    code: "GH1205",
    what: /x-gatehouse-api is not right/,
    mark: "openapi",
  },
  {
    name: "a reference that leads to nothing",
    find: 'schemas/Item" }\n    put',
    replace: 'schemas/Itme" }\n    put',
    code: "GH1203",
    what: /Itme leads to nothing/,
    fix: /#\/components\/schemas\/Item\?/,
    mark: '$ref: "#/components/schemas/Itme"',
  },
  {
    name: "a reference to another file",
    find: '#/components/schemas/Item" }\n    put',
    replace: 'item.yaml" }\n    put',
    code: "GH1203",
    what: /not a reference within this file/,
    mark: '$ref: "item.yaml"',
  },
];
