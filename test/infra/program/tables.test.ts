import assert from "node:assert/strict";
import type { Graph } from "../../../local/graph";
import { evaluateStage, inputsOf, ofType, one, outputsOf } from "../evaluateStage";

const TABLE = "aws:dynamodb/table:Table";

/** What services/storefront/v1/TABLES.md asks for; the handlers' tests make their tables by the same page. */
const asked: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "tables-users": { hashKey: "id", attributes: [{ name: "id", type: "S" }] },
  "tables-products": {
    hashKey: "id",
    attributes: [
      { name: "category", type: "S" },
      { name: "id", type: "S" },
    ],
    globalSecondaryIndexes: [
      { name: "byCategory", hashKey: "category", rangeKey: "id", projectionType: "ALL" },
    ],
  },
  "tables-idempotency": {
    hashKey: "id",
    attributes: [{ name: "id", type: "S" }],
    ttl: { enabled: true, attributeName: "expiration" },
  },
};

describe("the storefront's tables", () => {
  let graph: Graph;
  before(async () => {
    graph = await evaluateStage("dev");
  });

  it("are keyed, indexed and expire as the handlers need it", () => {
    for (const [name, expected] of Object.entries(asked)) {
      const { hashKey, rangeKey, attributes, globalSecondaryIndexes, ttl } = inputsOf(
        one(graph, TABLE, name),
      );
      const found = { hashKey, rangeKey, attributes, globalSecondaryIndexes, ttl };
      assert.deepEqual(JSON.parse(JSON.stringify(found)), expected, name);
    }
  });

  it("are encrypted with the stage's own key for data, like every table, and can be restored in dev as well", () => {
    const kmsKeyArn = outputsOf(one(graph, "aws:kms/key:Key", "data-key")).arn;
    for (const table of ofType(graph, TABLE).map(inputsOf)) {
      assert.deepEqual(table.serverSideEncryption, { enabled: true, kmsKeyArn });
      assert.equal((table.pointInTimeRecovery as { enabled: boolean }).enabled, true);
    }
  });
});
