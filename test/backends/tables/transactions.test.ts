import assert from "node:assert/strict";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { ScanCommand, TransactGetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { arn, rehearseTables, table } from "./fixture";

describe("tables", () => {
  const dynamo = rehearseTables();

  describe("transactions", () => {
    const write = (
      items: ConstructorParameters<typeof TransactWriteCommand>[0]["TransactItems"],
      token?: string,
    ) =>
      dynamo.documents.send(
        new TransactWriteCommand({ TransactItems: items, ...(token && { ClientRequestToken: token }) }),
      );

    it("write all items, and read them as of one moment", async () => {
      await dynamo.open(table("users"), table("products"));
      await dynamo.put("products", { id: "gone" });
      await write([
        { Put: { TableName: "users", Item: { id: "1" } } },
        { Delete: { TableName: arn("products"), Key: { id: "gone" } } },
        {
          Update: {
            TableName: "products",
            Key: { id: "p" },
            UpdateExpression: "ADD stock :n",
            ExpressionAttributeValues: { ":n": 3 },
          },
        },
      ]);
      const { Responses } = await dynamo.documents.send(
        new TransactGetCommand({
          TransactItems: [
            { Get: { TableName: "users", Key: { id: "1" } } },
            { Get: { TableName: "products", Key: { id: "p" } } },
            { Get: { TableName: "products", Key: { id: "gone" } } },
          ],
        }),
      );
      assert.deepEqual(
        Responses?.map(({ Item }) => Item),
        [{ id: "1" }, { id: "p", stock: 3 }, undefined],
      );
    });

    it("write nothing when a condition fails, and say which", async () => {
      await dynamo.open(table("users"));
      await dynamo.put("users", { id: "1", name: "Ada" });
      const attempt = write([
        { Put: { TableName: "users", Item: { id: "2" } } },
        {
          ConditionCheck: {
            TableName: "users",
            Key: { id: "1" },
            ConditionExpression: "attribute_not_exists(id)",
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          },
        },
      ]);
      await assert.rejects(attempt, (error) => {
        assert(error instanceof TransactionCanceledException);
        assert.match(error.message, /\[None, ConditionalCheckFailed\]$/);
        assert.deepEqual(
          error.CancellationReasons?.map(({ Code }) => Code),
          ["None", "ConditionalCheckFailed"],
        );
        assert.deepEqual(error.CancellationReasons?.[1]?.Item, { id: { S: "1" }, name: { S: "Ada" } });
        return true;
      });
      assert.equal(await dynamo.get("users", "2"), undefined);
    });

    it("undo what was written when an update cannot be applied", async () => {
      await dynamo.open(table("users"));
      await dynamo.put("users", { id: "1", name: "Ada" });
      const attempt = write([
        { Put: { TableName: "users", Item: { id: "1", name: "Grace" } } },
        { Put: { TableName: "users", Item: { id: "2" } } },
        {
          Update: {
            TableName: "users",
            Key: { id: "3" },
            UpdateExpression: "SET a.b = :x",
            ExpressionAttributeValues: { ":x": 1 },
          },
        },
      ]);
      await assert.rejects(attempt, /\[None, None, ValidationError\]/);
      assert.deepEqual(await dynamo.get("users", "1"), { id: "1", name: "Ada" });
      assert.equal(await dynamo.get("users", "2"), undefined);
    });

    it("refuse one item twice, and more than 100 items", async () => {
      await dynamo.open(table("users"));
      const item = (id: number) => ({ Put: { TableName: "users", Item: { id: String(id) } } });
      await assert.rejects(write([item(1), item(1)]), /multiple operations on one item/);
      await assert.rejects(
        write(Array.from({ length: 101 }, (_, index) => item(index))),
        /less than or equal to 100/,
      );
      assert.equal((await dynamo.documents.send(new ScanCommand({ TableName: "users" }))).Count, 0);
    });

    it("run once per client request token, for ten minutes", async () => {
      await dynamo.open(table("users"));
      const add = { TableName: "users", Key: { id: "1" }, UpdateExpression: "ADD n :one" };
      const once = (by = 1) =>
        write([{ Update: { ...add, ExpressionAttributeValues: { ":one": by } } }], "token");
      await once();
      await once();
      assert.deepEqual(await dynamo.get("users", "1"), { id: "1", n: 1 });
      await assert.rejects(once(2), { name: "IdempotentParameterMismatchException" });
      dynamo.clock.time += 10 * 60 * 1000;
      await once();
      assert.deepEqual(await dynamo.get("users", "1"), { id: "1", n: 2 });
    });

    it("are seen whole by concurrent readers", async () => {
      await dynamo.open(table("users"));
      const both = (n: number) =>
        write(["a", "b"].map((id) => ({ Put: { TableName: "users", Item: { id, n } } })));
      await both(0);
      const scan = async () =>
        (await dynamo.documents.send(new ScanCommand({ TableName: "users" }))).Items ?? [];
      const writes = Array.from({ length: 20 }, (_, index) => both(index + 1));
      const scans = await Promise.all(Array.from({ length: 20 }, scan));
      await Promise.all(writes);
      for (const items of scans) assert.equal(new Set(items.map(({ n }) => n as number)).size, 1);
    });
  });
});
