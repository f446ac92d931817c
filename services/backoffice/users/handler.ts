import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createLambdaHandler } from "../../shared/lambdaHandler";
import { Table } from "../../shared/table";
import { createTelemetry, traced } from "../../shared/telemetry";
import { requiredVariables } from "../../shared/variables";
import { operations } from "./operations";
import type { UserRow } from "./staffUser";

const { TABLE_NAME, STAGE } = requiredVariables(process.env, ["TABLE_NAME", "STAGE"]);
const telemetry = createTelemetry(STAGE, process.env);
const client = traced(new DynamoDBClient({}), telemetry);
const table = new Table<UserRow>(DynamoDBDocumentClient.from(client), TABLE_NAME);

/** Entry of the function `users`. No page of any origin may call. */
export const handler = createLambdaHandler(
  operations(table, telemetry.logger),
  { allowedOrigins: [] },
  telemetry,
);
