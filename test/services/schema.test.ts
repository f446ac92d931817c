import assert from "node:assert/strict";
import Ajv from "ajv-draft-04";
import fc from "fast-check";
import { violations, type Schemas } from "../../services/shared/schema";
import { models } from "../../services/storefront/v1/generated/models";

const schemas: Schemas = models;

/** An independent validator of the draft that API Gateway uses. */
const ajv = new Ajv({ strict: false, ownProperties: true });
ajv.addSchema({ id: "contract", components: { schemas: models } });
const oracle = ajv.compile({ $ref: "contract#/components/schemas/ProductInput" });

const nearlyProduct = fc.record(
  {
    name: fc.oneof(fc.string({ unit: "grapheme", maxLength: 220 }), fc.integer(), fc.constant(null)),
    description: fc.oneof(fc.string(), fc.boolean()),
    category: fc.oneof(fc.string({ maxLength: 60 }), fc.constant([])),
    price: fc.oneof(
      fc.string(),
      fc.record(
        {
          amount: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
          currency: fc.oneof(fc.constantFrom("EUR", "eur", "EURO", "EUR\n"), fc.string()),
          extra: fc.string(),
        },
        { requiredKeys: [] },
      ),
    ),
    toString: fc.string(),
  },
  { requiredKeys: [] },
);

describe("the body check", () => {
  it("agrees with JSON Schema draft 4 on everything that is nearly a product", () => {
    fc.assert(
      fc.property(fc.oneof(nearlyProduct, fc.jsonValue()), (value) => {
        // As it would come out of JSON: members without a value are not there.
        const body: unknown = JSON.parse(JSON.stringify(value));
        const found = violations(body, { $ref: "#/components/schemas/ProductInput" }, schemas);
        assert.equal(found.length === 0, oracle(body), JSON.stringify([found, oracle.errors]));
      }),
      { numRuns: 500 },
    );
  });

  it("takes a product", () => {
    const body = { name: "Tea", category: "tea", price: { amount: 1, currency: "EUR" } };
    assert.deepEqual(violations(body, { $ref: "#/components/schemas/ProductInput" }, schemas), []);
  });

  it("writes pointers as RFC 6901 has them", () => {
    const found = violations({ "a/b~c": 1 }, { type: "object", additionalProperties: false }, {});
    assert.deepEqual(found, [{ pointer: "/a~1b~0c", detail: "is not known" }]);
  });

  it("finds the item of an array that is wrong", () => {
    const found = violations([1, "2", 3], { type: "array", items: { type: "integer" } }, {});
    assert.deepEqual(found, [{ pointer: "/1", detail: "is not a number" }]);
  });
});
