import type { Item } from "dynalite/db";
import { ApiError, dynamoError, validationError } from "./apiError";
import type { Engine, Inspection, Operation } from "./engine";

type Input = Record<string, unknown>;

/** Source: "Service, account, and table quotas in Amazon DynamoDB": 100 unique items per transaction. */
const MOST_ITEMS = 100;
/** A client request token is valid for 10 minutes. Source: TransactWriteItems in the DynamoDB API reference. */
const TOKEN_LIFETIME_MS = 10 * 60 * 1000;

interface Write {
  readonly kind: "Put" | "Update" | "Delete" | "ConditionCheck";
  readonly operation: Operation;
  readonly input: Input;
}

interface Reason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: Item;
}

/** A condition check has the input of a delete that is never run. */
const OPERATION_OF = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "DeleteItem",
} as const;

/** TransactWriteItems and TransactGetItems, which dynalite lacks. The caller keeps other operations out meanwhile. */
export class Transactions {
  private readonly tokens = new Map<string, { readonly request: string; readonly expiresAt: number }>();

  constructor(
    private readonly engine: Engine,
    private readonly clock: { now(): number },
  ) {}

  /** All writes, or none when a condition fails. */
  async write(input: Input): Promise<Input> {
    const token = typeof input.ClientRequestToken === "string" ? input.ClientRequestToken : undefined;
    if (token !== undefined && this.isRepeated(token, input)) return {};
    const writes = listed(input.TransactItems).map(writeOf);
    const inspections: Inspection[] = [];
    for (const { operation, input: each } of writes) {
      inspections.push(await this.engine.inspect(this.engine.validate(operation, { ...each })));
    }
    refuseTwice(inspections);
    const reasons = writes.map((write, index) => reasonOf(write, inspections[index]));
    if (reasons.some(({ Code }) => Code !== "None")) throw cancelled(reasons);
    await this.apply(writes, inspections);
    if (token !== undefined)
      this.tokens.set(token, {
        request: fingerprint(input),
        expiresAt: this.clock.now() + TOKEN_LIFETIME_MS,
      });
    return {};
  }

  /** All items as of one moment. */
  async get(input: Input): Promise<Input> {
    const gets = listed(input.TransactItems).map((item) => {
      const get = item.Get;
      if (get === null || typeof get !== "object")
        throw validationError("TransactItems can only contain Get");
      return get as Input;
    });
    const Responses: Input[] = [];
    for (const get of gets) {
      const { Item } = await this.engine.execute("GetItem", { ...get, ConsistentRead: true });
      Responses.push(Item === undefined ? {} : { Item });
    }
    return { Responses };
  }

  private async apply(writes: readonly Write[], inspections: readonly Inspection[]): Promise<void> {
    for (const [index, { kind, operation, input }] of writes.entries()) {
      if (kind === "ConditionCheck") continue;
      try {
        await this.engine.execute(operation, { ...input });
      } catch (error) {
        for (const earlier of [...writes.keys()].slice(0, index))
          await this.undo(writes[earlier], inspections[earlier]);
        if (!(error instanceof ApiError)) throw error;
        const failed = { Code: "ValidationError", Message: error.message };
        throw cancelled(writes.map((_, position) => (position === index ? failed : { Code: "None" })));
      }
    }
  }

  private async undo(write: Write | undefined, inspection: Inspection | undefined): Promise<void> {
    if (!write || !inspection || write.kind === "ConditionCheck") return;
    const { TableName } = write.input;
    if (inspection.existing)
      return void (await this.engine.execute("PutItem", { TableName, Item: inspection.existing }));
    const source = (write.input.Key ?? write.input.Item) as Item;
    const Key = Object.fromEntries(inspection.keyAttributes.map((name) => [name, source[name]]));
    await this.engine.execute("DeleteItem", { TableName, Key });
  }

  private isRepeated(token: string, input: Input): boolean {
    const now = this.clock.now();
    for (const [known, { expiresAt }] of this.tokens) if (expiresAt <= now) this.tokens.delete(known);
    const before = this.tokens.get(token);
    if (before && before.request !== fingerprint(input))
      throw dynamoError(
        "IdempotentParameterMismatchException",
        "A request with this client token was made with different parameters",
      );
    return before !== undefined;
  }
}

const fingerprint = (input: Input): string => JSON.stringify(input.TransactItems);

function listed(items: unknown): Input[] {
  const list = Array.isArray(items) ? (items as unknown[]) : [];
  const limit =
    list.length === 0
      ? "greater than or equal to 1"
      : list.length > MOST_ITEMS
        ? `less than or equal to ${MOST_ITEMS}`
        : undefined;
  if (limit !== undefined)
    throw validationError(
      `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length ${limit}`,
    );
  return list.map((item) => (item !== null && typeof item === "object" ? (item as Input) : {}));
}

function writeOf(item: Input): Write {
  const kinds = (Object.keys(OPERATION_OF) as Write["kind"][]).filter((kind) => item[kind] != null);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1)
    throw validationError("TransactItems can only contain one of Check, Put, Update or Delete");
  return { kind, operation: OPERATION_OF[kind], input: item[kind] as Input };
}

function refuseTwice(inspections: readonly Inspection[]): void {
  if (new Set(inspections.map(({ address }) => address)).size < inspections.length)
    throw validationError("Transaction request cannot include multiple operations on one item");
}

function reasonOf({ input }: Write, inspection: Inspection | undefined): Reason {
  if (!inspection || inspection.conditionHolds) return { Code: "None" };
  const wanted = input.ReturnValuesOnConditionCheckFailure === "ALL_OLD" && inspection.existing;
  return {
    Code: "ConditionalCheckFailed",
    Message: "The conditional request failed",
    ...(wanted && { Item: wanted }),
  };
}

const cancelled = (reasons: readonly Reason[]): ApiError =>
  new ApiError(400, {
    __type: "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
    // This exception spells its message with a capital letter.
    Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(", ")}]`,
    CancellationReasons: reasons,
  });
