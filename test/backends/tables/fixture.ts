import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { type Seed, type Tables, createTables } from "../../../local/backends/tables";
import type { Graph, GraphResource } from "../../../local/graph/graph";
import { graphOf, resource } from "../graphs";

/** The ARN of a table. */
export const arn = (name: string): string => `arn:aws:dynamodb:eu-central-1:123456789012:table/${name}`;

/** A table whose key is `id`. */
export const table = (name: string, inputs: Record<string, unknown> = {}): GraphResource =>
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

/** What a table has that is indexed by `email` too. */
export const withIndex = {
  attributes: [
    { name: "id", type: "S" },
    { name: "email", type: "S" },
  ],
  globalSecondaryIndexes: [{ name: "byEmail", hashKey: "email", projectionType: "ALL" }],
};

/** When the clock stands at first. */
export const now = Date.UTC(2026, 5, 1);

/** The tables of a graph, with a clock that stands still until a test moves it. */
export class TableRehearsal {
  clock!: { time: number; now(): number };
  tables!: Tables;
  client!: DynamoDBClient;
  documents!: DynamoDBDocumentClient;

  async open(...resources: GraphResource[]): Promise<void> {
    const clock = { time: now, now: () => clock.time };
    this.clock = clock;
    await this.serve(graphOf(...resources));
  }

  async serve(graph: Graph, seed?: Seed): Promise<void> {
    this.tables = await createTables(graph, { clock: this.clock, seed });
    this.client = new DynamoDBClient({
      endpoint: this.tables.endpoint,
      region: "eu-central-1",
      credentials: { accessKeyId: "rehearsal", secretAccessKey: "rehearsal" },
    });
    this.documents = DynamoDBDocumentClient.from(this.client);
  }

  async close(): Promise<void> {
    this.client.destroy();
    await this.tables.close();
  }

  put(TableName: string, Item: Record<string, unknown>) {
    return this.documents.send(new PutCommand({ TableName, Item }));
  }

  async get(TableName: string, id: string) {
    return (await this.documents.send(new GetCommand({ TableName, Key: { id } }))).Item;
  }
}

/** For the tests of the suite that calls this: each opens the tables that it needs; they are closed after it. */
export function rehearseTables(): TableRehearsal {
  const rehearsal = new TableRehearsal();
  afterEach(() => rehearsal.close());
  return rehearsal;
}
