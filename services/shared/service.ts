import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { readEnvironment, type Environment } from "./environment";
import { createOnce, type Once } from "./idempotency";
import { Table, type Item } from "./table";
import { createTelemetry, type Telemetry, traced } from "./telemetry";

/** What the operations of one function work with. */
export interface Service<T extends Item> {
  readonly table: Table<T>;
  readonly once: Once;
  /** Now, as RFC 3339 in UTC. */
  readonly now: () => string;
  readonly newId: () => string;
  /** Adds one to a count in CloudWatch. */
  readonly count: (metric: string) => void;
}

/** A service with what its handler needs around it. */
export interface StartedService<T extends Item> extends Service<T> {
  readonly environment: Environment;
  readonly telemetry: Telemetry;
}

/** Connects a function to its tables, once per process: the client keeps its connections between invocations. */
export function startService<T extends Item>(
  variables: Readonly<Record<string, string | undefined>>,
): StartedService<T> {
  const environment = readEnvironment(variables);
  const telemetry = createTelemetry(environment.stage, variables);
  const client = traced(new DynamoDBClient({}), telemetry);
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return {
    environment,
    telemetry,
    table: new Table<T>(documents, environment.tableName),
    once: createOnce(client, environment.idempotencyTableName),
    now: () => new Date().toISOString(),
    newId: randomUUID,
    count: (metric) => telemetry.metrics.addMetric(metric, "Count", 1),
  };
}
