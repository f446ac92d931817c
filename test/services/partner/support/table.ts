import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import type { PartnerService } from "../../../../services/partner/environment";
import { createTelemetry } from "../../../../services/shared/telemetry";
import { type LocalDynamoDB, startDynamoDB } from "../../support/dynamodb";

/** The partner API's table in a database of its own. */
export interface PartnerTable {
  readonly database: LocalDynamoDB;
  readonly service: PartnerService;
  item(id: string): Promise<Record<string, unknown> | undefined>;
}

const tableName = "partner";

export async function startPartnerTable(): Promise<PartnerTable> {
  const database = await startDynamoDB();
  await database.client.send(
    new CreateTableCommand({
      TableName: tableName,
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
  const documents = DynamoDBDocumentClient.from(database.client);
  return {
    database,
    service: {
      documents,
      tableName,
      telemetry: createTelemetry("dev", {}),
      now: () => "2026-01-01T00:00:00.000Z",
    },
    item: async (id) => (await documents.send(new GetCommand({ TableName: tableName, Key: { id } }))).Item,
  };
}
