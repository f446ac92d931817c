import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createTelemetry, type Telemetry, traced } from "../shared/telemetry";
import { requiredVariables } from "../shared/variables";

/** What the functions around the partner API's table work with. */
export interface PartnerService {
  readonly telemetry: Telemetry;
  readonly documents: DynamoDBDocumentClient;
  readonly tableName: string;
  /** Now, as RFC 3339 in UTC. */
  readonly now: () => string;
}

/** Connects a function to the table, once per process. */
export function startPartnerService(variables: Readonly<Record<string, string | undefined>>): PartnerService {
  const { STAGE, TABLE_NAME } = requiredVariables(variables, ["STAGE", "TABLE_NAME"]);
  const telemetry = createTelemetry(STAGE, variables);
  const client = traced(new DynamoDBClient({}), telemetry);
  return {
    telemetry,
    documents: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    tableName: TABLE_NAME,
    now: () => new Date().toISOString(),
  };
}
