/** A contract with one of everything, to break in one place. Its only function is `items`. */
export const VALID = `openapi: 3.0.3
info: { title: shop, version: "1" }
x-gatehouse-api: { name: shop, version: v1 }
paths:
  /items/{id}:
    get:
      operationId: getItem
      security:
        - auth: [shop/read]
      x-gatehouse-integration: { lambda: items }
      x-gatehouse-cache: { ttlSeconds: 60, keyParameters: [id] }
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Item" }
    put:
      operationId: putItem
      security:
        - auth: [shop/read]
      x-gatehouse-integration: { lambda: items }
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      requestBody:
        content:
          application/json:
            schema: { $ref: "#/components/schemas/Item" }
      responses:
        "204": { description: done }
components:
  securitySchemes:
    auth:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: /oauth2/token
          scopes: { shop/read: Read, shop/write: Write }
  schemas:
    Item:
      type: object
      additionalProperties: false
      properties:
        name: { type: string }
`;
