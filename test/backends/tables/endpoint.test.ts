import assert from "node:assert/strict";
import { rehearseTables, table } from "./fixture";

describe("tables", () => {
  const dynamo = rehearseTables();

  describe("the endpoint", () => {
    const headers = {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.ListTables",
      authorization: "AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature=b",
    };
    const send = (init: { body?: string; headers?: Record<string, string>; method?: string }) =>
      fetch(dynamo.tables.endpoint, { method: "POST", headers, ...init });

    it("answers what is malformed with DynamoDB's exceptions and no stack", async () => {
      await dynamo.open(table("users"));
      const cases = [
        [await send({ body: "{" }), "SerializationException"],
        [await send({ body: "[]" }), "SerializationException"],
        [
          await send({ body: "{}", headers: { ...headers, authorization: "" } }),
          "MissingAuthenticationTokenException",
        ],
        [
          await send({ body: "{}", headers: { ...headers, "x-amz-target": "DynamoDB_20120810.Nope" } }),
          "UnknownOperationException",
        ],
        [await send({ body: "{}", headers: {} }), "UnknownOperationException"],
        [await fetch(dynamo.tables.endpoint), "UnknownOperationException"],
      ] as const;
      for (const [response, exception] of cases) {
        const answer = await response.text();
        assert.equal(response.status, 400, exception);
        assert.match(answer, new RegExp(`#${exception}"`));
        assert.doesNotMatch(answer, /\bat .*:\d+/);
      }
    });

    it("carries a request id and the checksum of the body", async () => {
      await dynamo.open(table("users"));
      const response = await send({ body: "{}" });
      assert.equal(await response.text(), '{"TableNames":["users"]}');
      assert.match(response.headers.get("x-amzn-requestid") ?? "", /^[0-9A-Z]{52}$/);
      assert.match(response.headers.get("x-amz-crc32") ?? "", /^\d+$/);
    });
  });
});
