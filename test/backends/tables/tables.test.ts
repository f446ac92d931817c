import assert from "node:assert/strict";
import {
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  ListTablesCommand,
} from "@aws-sdk/client-dynamodb";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { graphOf } from "../graphs";
import { arn, rehearseTables, table, withIndex } from "./fixture";

describe("tables", () => {
  const dynamo = rehearseTables();

  it("makes the declared tables with their ARN, keys, indexes and protection", async () => {
    await dynamo.open(table("users", { ...withIndex, deletionProtectionEnabled: true }), table("products"));
    assert.deepEqual((await dynamo.client.send(new ListTablesCommand({}))).TableNames, ["products", "users"]);
    const { Table } = await dynamo.client.send(new DescribeTableCommand({ TableName: "users" }));
    assert.equal(Table?.TableArn, arn("users"));
    assert.equal(Table?.TableStatus, "ACTIVE");
    assert.equal(Table?.BillingModeSummary?.BillingMode, "PAY_PER_REQUEST");
    assert.equal(Table?.GlobalSecondaryIndexes?.[0]?.IndexName, "byEmail");
    assert.equal(Table?.DeletionProtectionEnabled, true);
    await assert.rejects(
      dynamo.client.send(new DeleteTableCommand({ TableName: "users" })),
      /protected against deletion/,
    );
  });

  it("takes keySchemas of an index, local indexes and provisioned throughput", async () => {
    await dynamo.open(
      table("orders", {
        billingMode: "PROVISIONED",
        readCapacity: 5,
        writeCapacity: 5,
        rangeKey: "at",
        attributes: ["id", "at", "customer", "state"].map((name) => ({ name, type: "S" })),
        globalSecondaryIndexes: [
          {
            name: "byCustomer",
            keySchemas: [{ attributeName: "customer", keyType: "HASH" }],
            projectionType: "KEYS_ONLY",
            readCapacity: 1,
            writeCapacity: 1,
          },
        ],
        localSecondaryIndexes: [{ name: "byState", rangeKey: "state", projectionType: "ALL" }],
      }),
    );
    assert.deepEqual(dynamo.tables.notices, []);
    const { Table } = await dynamo.client.send(new DescribeTableCommand({ TableName: "orders" }));
    assert.equal(Table?.GlobalSecondaryIndexes?.[0]?.KeySchema?.[0]?.AttributeName, "customer");
    assert.equal(Table?.LocalSecondaryIndexes?.[0]?.IndexName, "byState");
  });

  it("describes point-in-time recovery", async () => {
    await dynamo.open(table("users", { pointInTimeRecovery: { enabled: true } }), table("products"));
    const status = async (TableName: string) =>
      (await dynamo.client.send(new DescribeContinuousBackupsCommand({ TableName })))
        .ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
    assert.equal(await status("users"), "ENABLED");
    assert.equal(await status("products"), "DISABLED");
    await assert.rejects(status("missing"), { name: "ResourceNotFoundException" });
  });

  it("keeps items over a reload, moves them to a table with another index, and drops what is gone", async () => {
    await dynamo.open(table("users"), table("products"), table("keyed"));
    for (const name of ["users", "products", "keyed"])
      await dynamo.put(name, { id: "1", email: "ada@example.com" });
    const keyed = table("keyed", { hashKey: "email", attributes: [{ name: "email", type: "S" }] });
    await dynamo.tables.reload(graphOf(table("users", withIndex), keyed, table("orders")));
    assert.deepEqual((await dynamo.client.send(new ListTablesCommand({}))).TableNames, [
      "keyed",
      "orders",
      "users",
    ]);
    assert.deepEqual(await dynamo.get("users", "1"), { id: "1", email: "ada@example.com" });
    const { Table } = await dynamo.client.send(new DescribeTableCommand({ TableName: "users" }));
    assert.equal(Table?.GlobalSecondaryIndexes?.length, 1);
    assert.equal((await dynamo.documents.send(new ScanCommand({ TableName: "keyed" }))).Count, 0);
  });

  it("names what it does not do and what cannot be made", async () => {
    await dynamo.open(table("users", { streamEnabled: true }), table("x"));
    assert.match(dynamo.tables.notices.join("\n"), /users: stream/);
    assert.match(dynamo.tables.notices.join("\n"), /table x cannot be made: .*at least 3 characters/);
  });

  it("starts with the seed", async () => {
    await dynamo.open(table("users"));
    await dynamo.close();
    const seed = { users: [{ id: { S: "1" } }] };
    await dynamo.serve(graphOf(table("users")), seed);
    assert.deepEqual(await dynamo.get("users", "1"), { id: "1" });
  });
});
