import assert from "node:assert/strict";
import { CreateTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { Connections } from "../../../services/live/connections";
import { type LocalDynamoDB, startDynamoDB } from "../support/dynamodb";

const TableName = "connections";

/** The table of connections with its index, as the program declares them. */
const createTable = (client: DynamoDBClient) =>
  client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["connectionId", "entry", "topic"].map((AttributeName) => ({
        AttributeName,
        AttributeType: "S" as const,
      })),
      KeySchema: [
        { AttributeName: "connectionId", KeyType: "HASH" },
        { AttributeName: "entry", KeyType: "RANGE" },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: "byTopic",
          KeySchema: [
            { AttributeName: "topic", KeyType: "HASH" },
            { AttributeName: "connectionId", KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: "ALL" },
        },
      ],
    }),
  );

describe("live: connections", () => {
  const start = Date.UTC(2026, 0, 1);
  let database: LocalDynamoDB;
  let documents: DynamoDBDocumentClient;
  let connections: Connections;
  let now: number;

  beforeEach(async () => {
    database = await startDynamoDB();
    await createTable(database.client);
    documents = DynamoDBDocumentClient.from(database.client);
    now = start;
    connections = new Connections(documents, TableName, () => now);
  });
  afterEach(() => database.close());

  async function listeners(topic: string): Promise<string[]> {
    const all: string[] = [];
    for await (const page of connections.listeners(topic)) all.push(...page);
    return all.sort();
  }
  const rows = async () => (await documents.send(new ScanCommand({ TableName }))).Items ?? [];

  it("expire ten minutes after API Gateway has ended them, with everything they listen to", async () => {
    await connections.add("c-1", "ada");
    await connections.subscribe("c-1", "prices");
    const expected = { connectionId: "c-1", expiresAt: start / 1000 + 7_800 };
    const found = (await rows()).sort((one, other) => String(one.entry).localeCompare(String(other.entry)));
    assert.deepEqual(found, [
      { ...expected, entry: "connection", caller: "ada" },
      { ...expected, entry: "topic#prices", topic: "prices" },
    ]);
  });

  it("hear nothing any more once they have expired, although DynamoDB still has their rows", async () => {
    await connections.subscribe("early", "prices");
    now += 60_000;
    await connections.subscribe("late", "prices");
    now = start + 7_799_000;
    assert.deepEqual(await listeners("prices"), ["early", "late"]);
    for (now of [start + 7_800_000, start + 7_859_000])
      assert.deepEqual(await listeners("prices"), ["late"], String(now));
    assert.equal((await rows()).length, 2);
  });

  it("hear of their own topics only, until they end them or leave", async () => {
    await connections.add("c-1", "ada");
    for (const topic of ["prices", "stock"]) await connections.subscribe("c-1", topic);
    await connections.subscribe("c-1", "prices");
    await connections.subscribe("c-2", "prices");
    assert.equal(await connections.topics("c-1"), 2);
    assert.deepEqual(await listeners("prices"), ["c-1", "c-2"]);
    await connections.unsubscribe("c-1", "prices");
    assert.deepEqual([await listeners("prices"), await listeners("stock")], [["c-2"], ["c-1"]]);
    await connections.remove("c-1");
    assert.deepEqual(await listeners("stock"), []);
    assert.deepEqual(
      (await rows()).map(({ connectionId }) => connectionId),
      ["c-2"],
    );
  });
});
