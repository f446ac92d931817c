import assert from "node:assert/strict";
import { looksSecret } from "../../policy/documents/secrets";
import { Value } from "../../policy/model/value";

describe("secrets", () => {
  const secret = (name: string, value: string) => looksSecret(name, new Value(value, name));
  it("are known by name and by shape, references are not", () => {
    assert.equal(secret("DB_PASSWORD", "correct horse"), true);
    assert.equal(secret("clientSecret", "abc"), true);
    assert.equal(secret("DBPASSWORD", "correct horse"), true);
    assert.equal(secret("SECRET_KEY", "correct horse"), true);
    assert.equal(secret("REQUIRE_PASSWORD", "true"), false);
    assert.equal(secret("ADDRESS", "postgres://shop:pa55@db/shop"), true);
    assert.equal(secret("CLIENT_SECRET", "arn:aws:secretsmanager:eu-central-1:000000000000:secret:x"), false);
    assert.equal(secret("TOKEN_ENDPOINT", "https://auth.example.com/token"), false);
    assert.equal(secret("TABLE_NAME", "users-1a2b3c"), false);
    assert.equal(secret("MONKEY", "banana"), false);
  });
});
