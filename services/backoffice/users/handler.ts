import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createLambdaHandler } from "../../shared/lambdaHandler";
import { requiredVariables } from "../../shared/requiredVariables";
import { Table } from "../../shared/table";
import { createTelemetry } from "../../shared/telemetry";
import type { User } from "../api";
import { operations } from "./operations";

const { TABLE_NAME, STAGE } = requiredVariables(process.env, ["TABLE_NAME", "STAGE"]);
const telemetry = createTelemetry(STAGE, process.env);
const client = new DynamoDBClient({});
if (telemetry.tracer.isTracingEnabled()) telemetry.tracer.captureAWSv3Client(client);
const table = new Table<User>(DynamoDBDocumentClient.from(client), TABLE_NAME);

/** Entry of the function `users`. No page of any origin may call. */
export const handler = createLambdaHandler(
  operations(table, telemetry.logger),
  { allowedOrigins: [] },
  telemetry,
);
