import assert from "node:assert/strict";
import {
  ConditionalCheckFailedException,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ListTablesCommand,
  TransactionCanceledException,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import {
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { createTables } from "../../../local/backends/tables";
import type { Tables } from "../../../local/backends/tables";
import { graphOf, resource } from "../graphs";

const arn = (name: string): string => `arn:aws:dynamodb:eu-central-1:123456789012:table/${name}`;

const table = (name: string, inputs: Record<string, unknown> = {}) =>
  resource(
    "aws:dynamodb/table:Table",
    name,
    {
      name,
      billingMode: "PAY_PER_REQUEST",
      hashKey: "id",
      attributes: [{ name: "id", type: "S" }],
      ...inputs,
    },
    { arn: arn(name) },
  );

const withIndex = {
  attributes: [
    { name: "id", type: "S" },
    { name: "email", type: "S" },
  ],
  globalSecondaryIndexes: [{ name: "byEmail", hashKey: "email", projectionType: "ALL" }],
};

const now = Date.UTC(2026, 5, 1);

describe("tables", () => {
  let clock: { time: number; now(): number };
  let tables: Tables;
  let client: DynamoDBClient;
  let documents: DynamoDBDocumentClient;

  async function open(...resources: ReturnType<typeof table>[]): Promise<void> {
    clock = { time: now, now: () => clock.time };
    tables = await createTables(graphOf(...resources), { clock });
    client = new DynamoDBClient({
      endpoint: tables.endpoint,
      region: "eu-central-1",
      credentials: { accessKeyId: "rehearsal", secretAccessKey: "rehearsal" },
    });
    documents = DynamoDBDocumentClient.from(client);
  }

  afterEach(async () => {
    client.destroy();
    await tables.close();
  });

  const put = (TableName: string, Item: Record<string, unknown>) =>
    documents.send(new PutCommand({ TableName, Item }));
  const get = async (TableName: string, id: string) =>
    (await documents.send(new GetCommand({ TableName, Key: { id } }))).Item;

  it("makes the declared tables with their ARN, keys, indexes and protection", async () => {
    await open(table("users", { ...withIndex, deletionProtectionEnabled: true }), table("products"));
    assert.deepEqual((await client.send(new ListTablesCommand({}))).TableNames, ["products", "users"]);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: "users" }));
    assert.equal(Table?.TableArn, arn("users"));
    assert.equal(Table?.TableStatus, "ACTIVE");
    assert.equal(Table?.BillingModeSummary?.BillingMode, "PAY_PER_REQUEST");
    assert.equal(Table?.GlobalSecondaryIndexes?.[0]?.IndexName, "byEmail");
    assert.equal(Table?.DeletionProtectionEnabled, true);
    await assert.rejects(
      client.send(new DeleteTableCommand({ TableName: "users" })),
      /protected against deletion/,
    );
  });

  it("takes keySchemas of an index, local indexes and provisioned throughput", async () => {
    await open(
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
    assert.deepEqual(tables.notices, []);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: "orders" }));
    assert.equal(Table?.GlobalSecondaryIndexes?.[0]?.KeySchema?.[0]?.AttributeName, "customer");
    assert.equal(Table?.LocalSecondaryIndexes?.[0]?.IndexName, "byState");
  });

  it("stores, updates under a condition, queries an index and deletes", async () => {
    await open(table("users", withIndex));
    await put("users", { id: "1", email: "ada@example.com", version: 1 });
    const update = (version: number) =>
      documents.send(
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
    const byEmail = await documents.send(
      new QueryCommand({
        TableName: "users",
        IndexName: "byEmail",
        KeyConditionExpression: "email = :email",
        ExpressionAttributeValues: { ":email": "ada@example.com" },
      }),
    );
    assert.deepEqual(byEmail.Items, [{ id: "1", email: "ada@example.com", version: 2 }]);
    await documents.send(new DeleteCommand({ TableName: "users", Key: { id: "1" } }));
    assert.equal(await get("users", "1"), undefined);
  });

  it("hands out the item that made a condition fail, when asked to", async () => {
    await open(table("users"));
    await put("users", { id: "1", name: "Ada" });
    const again = new PutCommand({
      TableName: "users",
      Item: { id: "1" },
      ConditionExpression: "attribute_not_exists(id)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    await assert.rejects(documents.send(again), (error) => {
      assert(error instanceof ConditionalCheckFailedException);
      assert.deepEqual(error.Item, { id: { S: "1" }, name: { S: "Ada" } });
      return true;
    });
  });

  describe("transactions", () => {
    const write = (
      items: ConstructorParameters<typeof TransactWriteCommand>[0]["TransactItems"],
      token?: string,
    ) =>
      documents.send(
        new TransactWriteCommand({ TransactItems: items, ...(token && { ClientRequestToken: token }) }),
      );

    it("write all items, and read them as of one moment", async () => {
      await open(table("users"), table("products"));
      await put("products", { id: "gone" });
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
      const { Responses } = await documents.send(
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
      await open(table("users"));
      await put("users", { id: "1", name: "Ada" });
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
      assert.equal(await get("users", "2"), undefined);
    });

    it("undo what was written when an update cannot be applied", async () => {
      await open(table("users"));
      await put("users", { id: "1", name: "Ada" });
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
      assert.deepEqual(await get("users", "1"), { id: "1", name: "Ada" });
      assert.equal(await get("users", "2"), undefined);
    });

    it("refuse one item twice, and more than 100 items", async () => {
      await open(table("users"));
      const item = (id: number) => ({ Put: { TableName: "users", Item: { id: String(id) } } });
      await assert.rejects(write([item(1), item(1)]), /multiple operations on one item/);
      await assert.rejects(
        write(Array.from({ length: 101 }, (_, index) => item(index))),
        /less than or equal to 100/,
      );
      assert.equal((await documents.send(new ScanCommand({ TableName: "users" }))).Count, 0);
    });

    it("run once per client request token, for ten minutes", async () => {
      await open(table("users"));
      const add = { TableName: "users", Key: { id: "1" }, UpdateExpression: "ADD n :one" };
      const once = (by = 1) =>
        write([{ Update: { ...add, ExpressionAttributeValues: { ":one": by } } }], "token");
      await once();
      await once();
      assert.deepEqual(await get("users", "1"), { id: "1", n: 1 });
      await assert.rejects(once(2), { name: "IdempotentParameterMismatchException" });
      clock.time += 10 * 60 * 1000;
      await once();
      assert.deepEqual(await get("users", "1"), { id: "1", n: 2 });
    });

    it("are seen whole by concurrent readers", async () => {
      await open(table("users"));
      const both = (n: number) =>
        write(["a", "b"].map((id) => ({ Put: { TableName: "users", Item: { id, n } } })));
      await both(0);
      const scan = async () => (await documents.send(new ScanCommand({ TableName: "users" }))).Items ?? [];
      const writes = Array.from({ length: 20 }, (_, index) => both(index + 1));
      const scans = await Promise.all(Array.from({ length: 20 }, scan));
      await Promise.all(writes);
      for (const items of scans) assert.equal(new Set(items.map(({ n }) => n as number)).size, 1);
    });
  });

  describe("time to live", () => {
    const expiring = table("sessions", { ttl: { enabled: true, attributeName: "expiry" } });
    const at = (seconds: number): number => now / 1000 + seconds;

    it("takes expired items away by the rehearsal's clock", async () => {
      await open(expiring);
      await put("sessions", { id: "short", expiry: at(60) });
      await put("sessions", { id: "long", expiry: at(3600) });
      await put("sessions", { id: "text", expiry: "soon" });
      await put("sessions", { id: "ancient", expiry: at(-6 * 365 * 24 * 3600) });
      assert.notEqual(await get("sessions", "short"), undefined);
      clock.time += 60_000;
      assert.equal(await get("sessions", "short"), undefined);
      const { Items } = await documents.send(new ScanCommand({ TableName: "sessions" }));
      assert.deepEqual(Items?.map(({ id }) => String(id)).sort(), ["ancient", "long", "text"]);
    });

    it("notices times written by updates and batches", async () => {
      await open(expiring);
      await documents.send(
        new UpdateCommand({
          TableName: "sessions",
          Key: { id: "updated" },
          UpdateExpression: "SET expiry = :e",
          ExpressionAttributeValues: { ":e": at(10) },
        }),
      );
      await documents.send(
        new BatchWriteCommand({
          RequestItems: { sessions: [{ PutRequest: { Item: { id: "batched", expiry: at(10) } } }] },
        }),
      );
      clock.time += 11_000;
      assert.equal((await documents.send(new ScanCommand({ TableName: "sessions" }))).Count, 0);
    });

    it("is described, and can be turned off", async () => {
      await open(expiring, table("users"));
      const describe = async (TableName: string) =>
        (await client.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
      assert.deepEqual(await describe("sessions"), { TimeToLiveStatus: "ENABLED", AttributeName: "expiry" });
      assert.deepEqual(await describe("users"), { TimeToLiveStatus: "DISABLED" });
      const TimeToLiveSpecification = { Enabled: false, AttributeName: "expiry" };
      await client.send(new UpdateTimeToLiveCommand({ TableName: "sessions", TimeToLiveSpecification }));
      assert.deepEqual(await describe("sessions"), { TimeToLiveStatus: "DISABLED" });
    });
  });

  it("describes point-in-time recovery", async () => {
    await open(table("users", { pointInTimeRecovery: { enabled: true } }), table("products"));
    const status = async (TableName: string) =>
      (await client.send(new DescribeContinuousBackupsCommand({ TableName }))).ContinuousBackupsDescription
        ?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
    assert.equal(await status("users"), "ENABLED");
    assert.equal(await status("products"), "DISABLED");
    await assert.rejects(status("missing"), { name: "ResourceNotFoundException" });
  });

  it("keeps items over a reload, moves them to a table with another index, and drops what is gone", async () => {
    await open(table("users"), table("products"), table("keyed"));
    for (const name of ["users", "products", "keyed"]) await put(name, { id: "1", email: "ada@example.com" });
    const keyed = table("keyed", { hashKey: "email", attributes: [{ name: "email", type: "S" }] });
    await tables.reload(graphOf(table("users", withIndex), keyed, table("orders")));
    assert.deepEqual((await client.send(new ListTablesCommand({}))).TableNames, ["keyed", "orders", "users"]);
    assert.deepEqual(await get("users", "1"), { id: "1", email: "ada@example.com" });
    const { Table } = await client.send(new DescribeTableCommand({ TableName: "users" }));
    assert.equal(Table?.GlobalSecondaryIndexes?.length, 1);
    assert.equal((await documents.send(new ScanCommand({ TableName: "keyed" }))).Count, 0);
  });

  it("names what it does not do and what cannot be made", async () => {
    await open(table("users", { streamEnabled: true }), table("x"));
    assert.match(tables.notices.join("\n"), /users: stream/);
    assert.match(tables.notices.join("\n"), /table x cannot be made: .*at least 3 characters/);
  });

  it("starts with the seed", async () => {
    await open(table("users"));
    await tables.close();
    const seed = { users: [{ id: { S: "1" } }] };
    tables = await createTables(graphOf(table("users")), { clock, seed });
    client = new DynamoDBClient({
      endpoint: tables.endpoint,
      region: "eu-central-1",
      credentials: { accessKeyId: "rehearsal", secretAccessKey: "rehearsal" },
    });
    documents = DynamoDBDocumentClient.from(client);
    assert.deepEqual(await get("users", "1"), { id: "1" });
  });

  describe("the endpoint", () => {
    const headers = {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.ListTables",
      authorization: "AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature=b",
    };
    const send = (init: { body?: string; headers?: Record<string, string>; method?: string }) =>
      fetch(tables.endpoint, { method: "POST", headers, ...init });

    it("answers what is malformed with DynamoDB's exceptions and no stack", async () => {
      await open(table("users"));
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
        [await fetch(tables.endpoint), "UnknownOperationException"],
      ] as const;
      for (const [response, exception] of cases) {
        const answer = await response.text();
        assert.equal(response.status, 400, exception);
        assert.match(answer, new RegExp(`#${exception}"`));
        assert.doesNotMatch(answer, /\bat .*:\d+/);
      }
    });

    it("carries a request id and the checksum of the body", async () => {
      await open(table("users"));
      const response = await send({ body: "{}" });
      assert.equal(await response.text(), '{"TableNames":["users"]}');
      assert.match(response.headers.get("x-amzn-requestid") ?? "", /^[0-9A-Z]{52}$/);
      assert.match(response.headers.get("x-amz-crc32") ?? "", /^\d+$/);
    });
  });
});
