import type { Contract } from "../../infra/contract";
import { parseContract } from "../../infra/contract/parseContract";

/** One operation of each mapped kind, behind a Lambda authorizer with an API key, and one for signed callers. */
export const MAPPED = `openapi: 3.0.3
info: { title: trade, version: "1" }
x-gatehouse-api: { name: trade, version: v1 }
paths:
  /orders:
    post:
      operationId: sendOrder
      security: [{ partner: [], api_key: [] }]
      x-gatehouse-integration:
        service:
          action: sqs:SendMessage
          target: orders
          request: order.vtl
          responses:
            "200": { status: 202, template: accepted.vtl }
            default: { status: 502, template: problem.vtl }
      requestBody:
        content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } }
      responses:
        "202": { description: taken }
        "502":
          description: not taken
          content: { application/problem+json: { schema: { $ref: "#/components/schemas/Order" } } }
  /quotes:
    post:
      operationId: quote
      security: [{ partner: [], api_key: [] }]
      x-gatehouse-integration:
        service:
          action: states:StartSyncExecution
          target: quote
          request: quote.vtl
          responses:
            "200": { status: 200, template: accepted.vtl }
            default: { status: 502, template: problem.vtl }
      responses: { "200": { description: ok }, "502": { description: no } }
  /stock/{sku}:
    get:
      operationId: stock
      security: [{ partner: [] }]
      parameters: [{ name: sku, in: path, required: true, schema: { type: string } }]
      x-gatehouse-integration:
        http:
          target: inventory
          path: /v2/{item}
          parameters: { path.item: method.request.path.sku, header.X-Trace: context.requestId }
          responses:
            "200": { status: 200, template: accepted.vtl, headers: { ETag: integration.response.header.ETag } }
            default: { status: 502, template: problem.vtl }
      responses: { "200": { description: ok }, "502": { description: no } }
  /ledger:
    get:
      operationId: ledger
      security: [{ aws: [] }]
      x-gatehouse-integration: { vpcLink: { target: erp, path: /ledger } }
      responses: { "200": { description: ok } }
components:
  securitySchemes:
    partner:
      type: apiKey
      in: header
      name: Authorization
      x-gatehouse-authorizer: { lambda: doorman, identitySources: [method.request.header.Authorization], ttlSeconds: 60 }
    api_key: { type: apiKey, in: header, name: x-api-key }
    aws: { type: apiKey, in: header, name: Authorization, x-gatehouse-authorizer: sigv4 }
  schemas:
    Order: { type: object, additionalProperties: false, properties: { sku: { type: string } } }
`;

/** The templates that it names. */
export const TEMPLATES: Readonly<Record<string, string>> = {
  "order.vtl": "Action=SendMessage&MessageBody=$util.urlEncode($input.body)",
  "quote.vtl": '{"stateMachineArn":"$target","input":"{}"}',
  "accepted.vtl": "{}",
  "problem.vtl": "{}",
};

/** Reads that contract, changed or not. */
export const read = (text: string, templates = TEMPLATES): Contract => {
  const folder = { functions: ["doorman"], template: (name: string) => templates[name] };
  const parsed = parseContract("openapi.yaml", text, folder);
  return { ...parsed, functions: parsed.functions.map((name) => ({ name, handlerFile: "" })) };
};
