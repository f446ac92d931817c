import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateTableCommand, DynamoDBClient, type CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";

/** A DynamoDB of its own on a free port. */
export interface LocalDynamoDB {
  readonly client: DynamoDBClient;
  close(): Promise<void>;
}

const key = (...names: [string, "HASH" | "RANGE"][]): CreateTableCommandInput["KeySchema"] =>
  names.map(([AttributeName, KeyType]) => ({ AttributeName, KeyType }));

/** The tables as services/storefront/v1/TABLES.md tells them. */
const TABLES: readonly CreateTableCommandInput[] = [
  {
    TableName: "users",
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: key(["id", "HASH"]),
  },
  {
    TableName: "products",
    AttributeDefinitions: [
      { AttributeName: "id", AttributeType: "S" },
      { AttributeName: "category", AttributeType: "S" },
    ],
    KeySchema: key(["id", "HASH"]),
    GlobalSecondaryIndexes: [
      {
        IndexName: "byCategory",
        KeySchema: key(["category", "HASH"], ["id", "RANGE"]),
        Projection: { ProjectionType: "ALL" },
      },
    ],
  },
  {
    TableName: "idempotency",
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: key(["id", "HASH"]),
  },
];

/** Starts DynamoDB in this process, points the SDK's environment at it, and creates the storefront's tables. */
export async function startDynamoDB(): Promise<LocalDynamoDB> {
  const server: Server = dynalite({ createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}`,
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
  const client = new DynamoDBClient({});
  for (const table of TABLES)
    await client.send(new CreateTableCommand({ ...table, BillingMode: "PAY_PER_REQUEST" }));
  return {
    client,
    close: async () => {
      client.destroy();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
