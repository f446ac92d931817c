import { objectsOf, readSchema } from "../../aws/json-schema";
import { openApiBody } from "../../aws/openapi-body";
import { methodsHidden, methodsOf, REST_API } from "../../aws/rest-method";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { operation } from "./openapi.fixture";

const MODEL = "aws:apigateway/model:Model";

const schema = (changes: object = {}) => ({
  type: "object",
  properties: { name: { type: "string" } },
  additionalProperties: false,
  ...changes,
});
const body = (order: object) =>
  JSON.stringify({
    openapi: "3.0.1",
    paths: {
      "/orders": {
        post: operation({
          requestBody: {
            content: { "application/json": { schema: { $ref: "#/components/schemas/Order" } } },
          },
        }),
      },
    },
    components: { schemas: { Order: order, Shown: { type: "object", properties: {} } } },
  });

export default defineRule({
  id: "rest-model-closed",
  title: "The model of a request names every property that may be sent",
  severity: "low",
  scope: "resource",
  types: [MODEL, REST_API],
  frameworks: {
    "nist-800-53-r5": ["SI-10", "SC-7"],
    "pci-dss-4": ["6.4.2"],
    soc2: ["CC6.1", "CC6.6"],
    "iso-27001": ["A.5.10", "A.8.16"],
  },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html"],
  choice:
    "Of an OpenAPI document only the schemas of request bodies count: nobody checks a response. Parts of allOf, anyOf and oneOf are left open, because a closed part refuses what the others allow; objects without named properties are maps.",
  options: noOptions,
  fix: "set additionalProperties to false",
  check({ resource, expect, notApplicable }) {
    const message = "properties that nobody thought of reach the backend";
    if (resource.type === MODEL) {
      const at = resource.get("schema");
      if (at.state === "absent") return notApplicable();
      if (at.unknown) return expect("unknown", at, "the schema is not known yet");
      const read = readSchema(at);
      expect(read.state === "known", at, "the schema is not JSON");
      for (const { at: object, closed } of objectsOf(read, read)) expect(closed, object, message);
      return;
    }
    if (methodsHidden(resource))
      return expect("unknown", resource.get("body"), "the models are not known yet");
    const bodies = methodsOf(resource).flatMap(({ at }) => [
      ...at.get("requestBody", "content").entries.map(([, media]) => media.get("schema")),
      // OpenAPI 2 has the body among the parameters.
      ...at
        .get("parameters")
        .items.flatMap((one) => (one.get("in").is("body") === true ? [one.get("schema")] : [])),
    ]);
    if (bodies.length === 0) return notApplicable();
    const { document } = openApiBody(resource);
    for (const one of bodies)
      for (const { at, closed } of objectsOf(one, document)) expect(closed, at, message);
    expect(true, "", "");
  },
  compliant: stackOf(
    { type: MODEL, name: "subject", props: { schema: JSON.stringify(schema()) } },
    { type: REST_API, name: "api", props: { body: body(schema()) } },
  ),
  violations: {
    open: wrong("schema", JSON.stringify(schema({ additionalProperties: undefined })), "schema"),
    "open inside": wrong(
      "schema",
      JSON.stringify(
        schema({ properties: { items: { type: "array", items: schema({ additionalProperties: true }) } } }),
      ),
      "schema.properties.items.items",
    ),
    "no JSON": wrong("schema", "{", "schema"),
    "open in a document of OpenAPI 2": wrong(
      "body",
      JSON.stringify({
        swagger: "2.0",
        paths: {
          "/orders": {
            post: operation({
              parameters: [{ in: "body", name: "order", schema: { $ref: "#/definitions/Order" } }],
            }),
          },
        },
        definitions: { Order: schema({ additionalProperties: undefined }) },
      }),
      "body.definitions.Order",
      "api",
    ),
    "open in the document": wrong(
      "body",
      body(schema({ additionalProperties: undefined })),
      "body.components.schemas.Order",
      "api",
    ),
  },
});
