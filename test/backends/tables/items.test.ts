import assert from "node:assert/strict";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { arn, rehearseTables, table, withIndex } from "./fixture";

describe("tables", () => {
  const dynamo = rehearseTables();

  it("stores, updates under a condition, queries an index and deletes", async () => {
    await dynamo.open(table("users", withIndex));
    await dynamo.put("users", { id: "1", email: "ada@example.com", version: 1 });
    const update = (version: number) =>
      dynamo.documents.send(
        new UpdateCommand({
          TableName: arn("users"),
          Key: { id: "1" },
          UpdateExpression: "SET #v = #v + :one",
          ConditionExpression: "#v = :version",
          ExpressionAttributeNames: { "#v": "version" },
          ExpressionAttributeValues: { ":one": 1, ":version": version },
          ReturnValues: "ALL_NEW",
        }),
      );
    assert.equal((await update(1)).Attributes?.version, 2);
    await assert.rejects(update(1), ConditionalCheckFailedException);
    const byEmail = await dynamo.documents.send(
      new QueryCommand({
        TableName: "users",
        IndexName: "byEmail",
        KeyConditionExpression: "email = :email",
        ExpressionAttributeValues: { ":email": "ada@example.com" },
      }),
    );
    assert.deepEqual(byEmail.Items, [{ id: "1", email: "ada@example.com", version: 2 }]);
    await dynamo.documents.send(new DeleteCommand({ TableName: "users", Key: { id: "1" } }));
    assert.equal(await dynamo.get("users", "1"), undefined);
  });

  it("hands out the item that made a condition fail, when asked to", async () => {
    await dynamo.open(table("users"));
    await dynamo.put("users", { id: "1", name: "Ada" });
    const again = new PutCommand({
      TableName: "users",
      Item: { id: "1" },
      ConditionExpression: "attribute_not_exists(id)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    await assert.rejects(dynamo.documents.send(again), (error) => {
      assert(error instanceof ConditionalCheckFailedException);
      assert.deepEqual(error.Item, { id: { S: "1" }, name: { S: "Ada" } });
      return true;
    });
  });
});
