import type { Graph } from "../../graph/graph";
import { declaredTables } from "./declaration";
import type { TableDeclaration } from "./declaration";
import { Engine } from "./engine";
import { Operations } from "./operations";
import { serve } from "./server";

/** Items in DynamoDB's JSON, such as `{ id: { S: "1" } }`, by table name or logical name. */
export type Seed = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

export interface TablesOptions {
  /** Milliseconds since the epoch; decides what has expired. */
  readonly clock: { now(): number };
  /** What a new table starts with. @default nothing */
  readonly seed?: Seed;
}

/** The declared DynamoDB tables, behind the endpoint that an AWS SDK talks to. */
export interface Tables {
  /** URL for AWS_ENDPOINT_URL_DYNAMODB. */
  readonly endpoint: string;
  /**
   * Takes a new graph. Tables that did not change keep their items, and so does a table that changed in anything but
   * its keys; a table with other keys starts empty, as its replacement does on AWS.
   */
  reload(graph: Graph): Promise<void>;
  /** What is declared of tables and not executed here, and what could not be created; a sentence each. */
  readonly notices: readonly string[];
  /** The declared tables, by declaration order. */
  readonly declarations: readonly TableDeclaration[];
  close(): Promise<void>;
}

/** Makes the tables of a graph and serves them on loopback. Loads dynalite, which takes some 100 ms. */
export async function createTables(graph: Graph, options: TablesOptions): Promise<Tables> {
  const tables = new LocalTables(options);
  await tables.start();
  await tables.reload(graph);
  return tables;
}

class LocalTables implements Tables {
  endpoint = "";
  declarations: readonly TableDeclaration[] = [];
  private readonly engine = new Engine();
  private readonly operations: Operations;
  private readonly problems = new Map<string, string>();
  private stop = async (): Promise<void> => {};

  constructor(private readonly options: TablesOptions) {
    this.operations = new Operations(this.engine, options.clock);
  }

  get notices(): readonly string[] {
    return [
      ...this.declarations.flatMap(({ name, notRehearsed }) =>
        notRehearsed.map((what) => `DynamoDB table ${name}: ${what}`),
      ),
      ...[...this.problems].map(([name, problem]) => `DynamoDB table ${name} cannot be made: ${problem}`),
    ];
  }

  async start(): Promise<void> {
    const { endpoint, server } = await serve((operation, input) => this.operations.run(operation, input));
    this.endpoint = endpoint;
    this.stop = () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
  }

  async reload(graph: Graph): Promise<void> {
    const before = new Map(this.declarations.map((declaration) => [declaration.name, declaration]));
    this.declarations = declaredTables(graph);
    // One after the other: the engine takes account and Region for all tables at once.
    for (const declaration of this.declarations) {
      const old = before.get(declaration.name);
      before.delete(declaration.name);
      await this.provide(declaration, this.problems.has(declaration.name) ? undefined : old);
    }
    for (const name of before.keys()) await this.drop(name);
  }

  async close(): Promise<void> {
    await this.stop();
    await this.engine.close();
  }

  private async provide(declaration: TableDeclaration, old: TableDeclaration | undefined): Promise<void> {
    const { name } = declaration;
    const changed = !old || JSON.stringify(old.createTable) !== JSON.stringify(declaration.createTable);
    this.problems.delete(name);
    try {
      if (changed) await this.make(declaration, old);
      // Time to live that a client has turned on or off stays as it is while the declaration does.
      if (changed || JSON.stringify(old) !== JSON.stringify(declaration))
        this.operations.declare(name, declaration);
    } catch (error) {
      this.problems.set(name, (error as Error).message);
    }
  }

  private async make(declaration: TableDeclaration, old: TableDeclaration | undefined): Promise<void> {
    const { name, createTable } = declaration;
    const items = old ? await this.items(name) : this.seed(declaration);
    const kept = !old || JSON.stringify(old.createTable.KeySchema) === JSON.stringify(createTable.KeySchema);
    if (old) await this.drop(name);
    this.engine.locate(declaration.accountId, declaration.region);
    await this.engine.execute("CreateTable", structuredClone(createTable));
    await this.active(name);
    for (const Item of kept ? items : []) await this.engine.execute("PutItem", { TableName: name, Item });
  }

  private async drop(name: string): Promise<void> {
    this.operations.declare(name, undefined);
    if (this.problems.delete(name)) return;
    await this.engine.execute("DeleteTable", { TableName: name });
    while (await this.exists(name)) await new Promise(setImmediate);
  }

  /** dynalite makes and deletes tables in a timer of 0 ms. */
  private async active(name: string): Promise<void> {
    for (;;) {
      const { Table } = await this.engine.execute("DescribeTable", { TableName: name });
      if ((Table as { TableStatus?: unknown }).TableStatus === "ACTIVE") return;
      await new Promise(setImmediate);
    }
  }

  private async exists(name: string): Promise<boolean> {
    const { TableNames } = await this.engine.execute("ListTables", {});
    return (TableNames as string[]).includes(name);
  }

  private async items(name: string): Promise<unknown[]> {
    const items: unknown[] = [];
    let ExclusiveStartKey: unknown;
    do {
      const page = await this.engine.execute("Scan", { TableName: name, ExclusiveStartKey });
      items.push(...(page.Items as unknown[]));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
    return items;
  }

  private seed({ name, logicalName }: TableDeclaration): readonly unknown[] {
    return this.options.seed?.[name] ?? this.options.seed?.[logicalName] ?? [];
  }
}
