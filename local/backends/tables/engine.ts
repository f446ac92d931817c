import { createRequire } from "node:module";
import type * as Database from "dynalite/db";
import type { Item, Store, StoredTable } from "dynalite/db";
import type * as Validations from "dynalite/validations";
import type { Validation } from "dynalite/validations";
import { ApiError, envelopeError } from "./apiError";

type Done = (error: Error | null | undefined, result: Record<string, unknown>) => void;
type Action = (store: Store, data: object, done: Done) => void;

/** Loads a module when it is asked for: dynalite takes some 100 ms, which a plan or a check should not pay. */
const loadModule: (name: string) => unknown = createRequire(__filename);

/** The operations that dynalite has. */
const OPERATIONS = [
  "BatchGetItem",
  "BatchWriteItem",
  "CreateTable",
  "DeleteItem",
  "DeleteTable",
  "DescribeTable",
  "GetItem",
  "ListTables",
  "ListTagsOfResource",
  "PutItem",
  "Query",
  "Scan",
  "TagResource",
  "UntagResource",
  "UpdateItem",
  "UpdateTable",
] as const;

/** The name of an operation that the engine runs. */
export type Operation = (typeof OPERATIONS)[number];

/** True when the engine has the operation. */
export const isOperation = (name: string): name is Operation =>
  OPERATIONS.some((operation) => operation === name);

interface Loaded {
  readonly action: Action;
  readonly validation: Validation;
}

/**
 * dynalite's tables, in memory, called below its HTTP server. So one process answers operations that dynalite lacks
 * beside those it has, transactions see every item, and an error in a callback answers 500 instead of ending the
 * server (dynalite throws it).
 */
export class Engine {
  private readonly db = loadModule("dynalite/db") as typeof Database;
  private readonly validations = loadModule("dynalite/validations") as typeof Validations;
  private readonly loaded = new Map<Operation, Loaded>(OPERATIONS.map((name) => [name, load(name)]));
  private readonly store = this.db.create({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });

  /** Account and Region of the tables that are created from now on, for their ARNs. */
  locate(accountId: string, region: string): void {
    this.store.tableDb.awsAccountId = accountId;
    this.store.tableDb.awsRegion = region;
  }

  /** Checks an operation's input as DynamoDB does; returns it with its expressions parsed. */
  validate(operation: Operation, input: object): object {
    const { validation } = this.operation(operation);
    try {
      const data = this.validations.checkTypes(input, validation.types);
      this.validations.checkValidations(data, validation.types, validation.custom, this.store);
      return data;
    } catch (error) {
      throw asApiError(error);
    }
  }

  /** Runs an operation. */
  async execute(operation: Operation, input: object): Promise<Record<string, unknown>> {
    const data = this.validate(operation, input);
    const { action } = this.operation(operation);
    return called((done) => action(this.store, data, done));
  }

  /** The item that a validated write or check concerns, and whether its condition holds. */
  async inspect(data: object): Promise<Inspection> {
    const { TableName, Key, Item } = data as { TableName: string; Key?: Item; Item?: Item };
    const table = await called<StoredTable>((done) => this.store.getTable(TableName, true, done));
    const invalid = Item ? this.db.validateItem(Item, table) : this.db.validateKey(Key ?? {}, table);
    if (invalid) throw asApiError(invalid);
    const key = this.db.createKey(Item ?? Key ?? {}, table);
    const existing = await this.item(TableName, key);
    const failed = this.db.checkConditional(data, existing);
    const keyAttributes = table.KeySchema.map(({ AttributeName }) => AttributeName);
    return { address: `${TableName}/${key}`, existing, keyAttributes, conditionHolds: !failed };
  }

  async close(): Promise<void> {
    await called<unknown>((done) => this.store.db.close((error) => done(error, undefined)));
  }

  private async item(tableName: string, key: string): Promise<Item | undefined> {
    try {
      return await called<Item | undefined>((done) => this.store.getItemDb(tableName).get(key, done));
    } catch (error) {
      if (error instanceof Error && error.name === "NotFoundError") return undefined;
      throw error;
    }
  }

  private operation(name: Operation): Loaded {
    const found = this.loaded.get(name);
    if (!found) throw envelopeError("UnknownOperationException");
    return found;
  }
}

export interface Inspection {
  /** Table and key: equal for two operations on one item. */
  readonly address: string;
  readonly existing: Item | undefined;
  readonly keyAttributes: readonly string[];
  readonly conditionHolds: boolean;
}

function load(name: Operation): Loaded {
  const file = name[0]?.toLowerCase() + name.slice(1);
  return {
    action: loadModule(`dynalite/actions/${file}`) as Action,
    validation: loadModule(`dynalite/validations/${file}`) as Validation,
  };
}

async function called<T>(
  call: (done: (error: Error | null | undefined, result: T) => void) => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    try {
      call((error, result) => (error ? reject(asApiError(error)) : resolve(result)));
    } catch (error) {
      reject(asApiError(error));
    }
  });
}

/** dynalite marks the errors that are answers with a status code; all else is a failure of its own. */
function asApiError(error: unknown): Error {
  const { statusCode, body } = error as { statusCode?: unknown; body?: unknown };
  if (typeof statusCode === "number" && body !== null && typeof body === "object")
    return new ApiError(statusCode, body as Record<string, unknown>);
  return error instanceof Error ? error : new Error(String(error));
}
