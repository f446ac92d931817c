import { ApiError, dynamoError, envelopeError, validationError } from "./apiError";
import type { TableDeclaration } from "./declaration";
import { isOperation } from "./engine";
import type { Engine } from "./engine";
import { Gate } from "./gate";
import { TimeToLive } from "./timeToLive";
import { Transactions } from "./transactions";

type Input = Record<string, unknown>;

const TABLE_ARN = /^arn:[^:]+:dynamodb:[^:]*:[^:]*:table\/([^/]+)/;

/** The DynamoDB API over the engine: what dynalite has, and what it lacks. */
export class Operations {
  readonly timeToLive: TimeToLive;
  private readonly gate = new Gate();
  private readonly transactions: Transactions;
  private readonly declarations = new Map<string, TableDeclaration>();
  private readonly recovery = new Map<string, boolean>();

  constructor(
    private readonly engine: Engine,
    private readonly clock: { now(): number },
  ) {
    this.timeToLive = new TimeToLive(engine, clock);
    this.transactions = new Transactions(engine, clock);
  }

  /** Knows a table's declaration from now on, or forgets it. */
  declare(name: string, declaration: TableDeclaration | undefined): void {
    if (declaration) this.declarations.set(name, declaration);
    else this.declarations.delete(name);
    this.timeToLive.set(name, declaration?.ttlAttribute);
    this.recovery.set(name, declaration?.pointInTimeRecovery ?? false);
  }

  /** Runs one operation of the API. */
  async run(operation: string, sent: Input): Promise<Input> {
    const input = withTableNames(sent);
    const tables = tablesOf(input);
    await this.timeToLive.sweep(tables);
    this.timeToLive.observe(input, tables);
    switch (operation) {
      case "TransactWriteItems":
        return this.gate.exclusive(() => this.transactions.write(input));
      case "TransactGetItems":
        return this.gate.exclusive(() => this.transactions.get(input));
      case "DescribeTimeToLive":
        return { TimeToLiveDescription: this.describeTimeToLive(await this.existing(input)) };
      case "UpdateTimeToLive":
        return this.updateTimeToLive(await this.existing(input), input);
      case "DescribeContinuousBackups":
        return { ContinuousBackupsDescription: this.describeBackups(await this.existing(input)) };
      case "UpdateContinuousBackups":
        return this.updateBackups(await this.existing(input), input);
      case "DeleteTable":
        return this.deleteTable(input);
      case "DescribeTable":
        return this.describeTable(input);
    }
    if (!isOperation(operation)) throw envelopeError("UnknownOperationException");
    return this.gate.shared(() => this.withOldItem(input, () => this.engine.execute(operation, input)));
  }

  /** dynalite does not know ReturnValuesOnConditionCheckFailure, which Powertools' idempotency asks for. */
  private async withOldItem(input: Input, execute: () => Promise<Input>): Promise<Input> {
    const wanted = input.ReturnValuesOnConditionCheckFailure === "ALL_OLD";
    const before = wanted ? { ...input } : input;
    try {
      return await execute();
    } catch (error) {
      if (!wanted || !(error instanceof ApiError) || error.exception !== "ConditionalCheckFailedException")
        throw error;
      const operation = before.Item === undefined ? "DeleteItem" : "PutItem";
      const { TableName, Key, Item } = before;
      const data = this.engine.validate(operation, {
        TableName,
        ...(Item === undefined ? { Key } : { Item }),
      });
      const { existing } = await this.engine.inspect(data);
      throw existing ? dynamoError(error.exception, error.message, { Item: existing }) : error;
    }
  }

  private async describeTable(input: Input): Promise<Input> {
    const described = await this.engine.execute("DescribeTable", input);
    const declaration = this.declarations.get(String(input.TableName));
    if (!declaration) return described;
    const { deletionProtection, encryptionKeyArn } = declaration;
    const Table = {
      ...(described.Table as Input),
      DeletionProtectionEnabled: deletionProtection,
      ...(encryptionKeyArn !== undefined && {
        SSEDescription: { Status: "ENABLED", SSEType: "KMS", KMSMasterKeyArn: encryptionKeyArn },
      }),
    };
    return { Table };
  }

  private async deleteTable(input: Input): Promise<Input> {
    if (this.declarations.get(String(input.TableName))?.deletionProtection)
      throw validationError(
        "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
      );
    const deleted = await this.gate.exclusive(() => this.engine.execute("DeleteTable", input));
    this.declare(String(input.TableName), undefined);
    return deleted;
  }

  private describeTimeToLive(table: string): Input {
    const AttributeName = this.timeToLive.attributeOf(table);
    return AttributeName === undefined
      ? { TimeToLiveStatus: "DISABLED" }
      : { TimeToLiveStatus: "ENABLED", AttributeName };
  }

  private updateTimeToLive(table: string, input: Input): Input {
    const TimeToLiveSpecification = (input.TimeToLiveSpecification ?? {}) as Input;
    const { Enabled, AttributeName } = TimeToLiveSpecification;
    if (typeof AttributeName !== "string" || AttributeName === "" || typeof Enabled !== "boolean")
      throw validationError("TimeToLiveSpecification must have Enabled and AttributeName");
    const before = this.timeToLive.attributeOf(table);
    if (Enabled === (before !== undefined))
      throw validationError(`TimeToLive is already ${Enabled ? "enabled" : "disabled"}`);
    this.timeToLive.set(table, Enabled ? AttributeName : undefined);
    return { TimeToLiveSpecification };
  }

  private updateBackups(table: string, input: Input): Input {
    const { PointInTimeRecoveryEnabled } = (input.PointInTimeRecoverySpecification ?? {}) as Input;
    if (typeof PointInTimeRecoveryEnabled !== "boolean")
      throw validationError("PointInTimeRecoverySpecification must have PointInTimeRecoveryEnabled");
    this.recovery.set(table, PointInTimeRecoveryEnabled);
    return { ContinuousBackupsDescription: this.describeBackups(table) };
  }

  private describeBackups(table: string): Input {
    const enabled = this.recovery.get(table) === true;
    const now = Math.floor(this.clock.now() / 1000);
    return {
      ContinuousBackupsStatus: "ENABLED",
      PointInTimeRecoveryDescription: {
        PointInTimeRecoveryStatus: enabled ? "ENABLED" : "DISABLED",
        ...(enabled && { EarliestRestorableDateTime: now, LatestRestorableDateTime: now }),
      },
    };
  }

  private async existing(input: Input): Promise<string> {
    const { TableName } = input;
    await this.engine.execute("DescribeTable", { TableName });
    return String(TableName);
  }
}

/** TableName may be an ARN, in all operations. Source: DynamoDB API reference, TableName. */
function withTableNames(input: Input): Input {
  const named = (value: unknown): unknown =>
    typeof value === "string" ? (TABLE_ARN.exec(value)?.[1] ?? value) : value;
  const inner = (value: unknown): unknown =>
    value !== null && typeof value === "object" && "TableName" in value
      ? { ...value, TableName: named(value.TableName) }
      : value;
  const result = { ...input };
  if ("TableName" in input) result.TableName = named(input.TableName);
  if (input.RequestItems !== null && typeof input.RequestItems === "object")
    result.RequestItems = Object.fromEntries(
      Object.entries(input.RequestItems).map(([name, value]) => [named(name), value]),
    );
  if (Array.isArray(input.TransactItems))
    result.TransactItems = (input.TransactItems as unknown[]).map((item) =>
      Object.fromEntries(Object.entries(item ?? {}).map(([kind, value]) => [kind, inner(value)])),
    );
  return result;
}

function tablesOf(input: Input): Set<string> {
  const names = new Set<string>();
  if (typeof input.TableName === "string") names.add(input.TableName);
  if (input.RequestItems !== null && typeof input.RequestItems === "object")
    Object.keys(input.RequestItems).forEach((name) => names.add(name));
  const items = Array.isArray(input.TransactItems) ? (input.TransactItems as unknown[]) : [];
  for (const item of items)
    for (const value of Object.values(item ?? {})) {
      const { TableName } = (value ?? {}) as Input;
      if (typeof TableName === "string") names.add(TableName);
    }
  return names;
}
