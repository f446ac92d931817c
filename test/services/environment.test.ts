import assert from "node:assert/strict";
import { readEnvironment } from "../../services/shared/environment";

describe("the environment of a function", () => {
  it("names everything that is missing at once", () => {
    assert.throws(() => readEnvironment({ STAGE: "", ALLOWED_ORIGINS: "" }), {
      message: /TABLE_NAME, IDEMPOTENCY_TABLE_NAME, STAGE/,
    });
  });

  it("takes origins with spaces around them, or none", () => {
    const variables = { TABLE_NAME: "t", IDEMPOTENCY_TABLE_NAME: "i", STAGE: "dev" };
    assert.deepEqual(readEnvironment(variables).allowedOrigins, []);
    const origins = readEnvironment({
      ...variables,
      ALLOWED_ORIGINS: "https://a.example, https://b.example,",
    });
    assert.deepEqual(origins.allowedOrigins, ["https://a.example", "https://b.example"]);
  });
});
