import type { Refusal } from "./refusal";

/** Breaks of models. */
export const models: readonly Refusal[] = [
  {
    name: "a composed model",
    find: "      properties:\n        name: { type: string }",
    replace: "      properties:\n        name: { oneOf: [{ type: string }, { type: integer }] }",
    code: "GH1213",
    what: /does not take oneOf/,
    mark: "oneOf",
  },
  {
    name: "a nullable property",
    find: "name: { type: string }\n",
    replace: "name: { type: string, nullable: true }\n",
    code: "GH1213",
    what: /does not take nullable/,
    mark: "nullable",
  },
  {
    name: "a body whose schema has no name",
    find: 'schema: { $ref: "#/components/schemas/Item" }\n      responses',
    replace: "schema: { type: object, additionalProperties: false }\n      responses",
    code: "GH1213",
    what: /random one at every import/,
    mark: "schema: { type: object",
  },
  {
    name: "a model name with other than letters and digits",
    find: "    Item:\n",
    replace: "    My_Item: { type: object }\n    Item:\n",
    code: "GH1214",
    what: /letters and digits only: My_Item/,
    fix: /MyItem/,
    mark: "My_Item",
  },
  {
    name: "a request model that is open",
    find: "      additionalProperties: false\n",
    replace: "",
    code: "GH1217",
    what: /lets members through/,
    mark: 'application/json:\n            schema: { $ref: "#/components/schemas/Item" }\n      responses',
  },
];
