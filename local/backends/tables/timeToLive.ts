import type { Item } from "dynalite/db";
import type { Engine } from "./engine";

type Input = Record<string, unknown>;

/** Items that expired longer ago stay. Source: "How it works: DynamoDB Time to Live (TTL)". */
const OLDEST_SECONDS = 5 * 365 * 24 * 60 * 60;
/** Smaller numbers in an update's values are not taken for a time: it would be before September 2001. */
const LEAST_LIKELY_TIME = 1_000_000_000;

interface Setting {
  readonly attribute: string;
  /** Epoch seconds of the earliest expiry that is known of. */
  next: number;
  /** The search that is under way; operations wait for it. */
  search?: Promise<void>;
}

/**
 * Time to live. DynamoDB deletes expired items within days; here they go before the next operation on their table,
 * by the rehearsal's clock. A table is only searched when an item of it is due.
 */
export class TimeToLive {
  private readonly settings = new Map<string, Setting>();

  constructor(
    private readonly engine: Engine,
    private readonly clock: { now(): number },
  ) {}

  /** Turns it on for a table, or off when there is no attribute. */
  set(table: string, attribute: string | undefined): void {
    if (attribute === undefined) this.settings.delete(table);
    // What is in the table already is looked at once.
    else this.settings.set(table, { attribute, next: 0 });
  }

  attributeOf(table: string): string | undefined {
    return this.settings.get(table)?.attribute;
  }

  /** Deletes what has expired in these tables. */
  async sweep(tables: Iterable<string>): Promise<void> {
    const now = Math.floor(this.clock.now() / 1000);
    for (const table of tables) {
      const setting = this.settings.get(table);
      if (setting && setting.next <= now) setting.search = this.sweepTable(table, setting, now);
      await setting?.search;
    }
  }

  /** Takes note of the expiry times that an operation writes. */
  observe(input: Input, tables: Iterable<string>): void {
    for (const table of tables) {
      const setting = this.settings.get(table);
      if (setting)
        for (const time of times(input, setting.attribute)) setting.next = Math.min(setting.next, time);
    }
  }

  private async sweepTable(table: string, setting: Setting, now: number): Promise<void> {
    // Set first: operations that come meanwhile need not search as well, and what they write is observed.
    setting.next = Infinity;
    const { Table } = await this.engine.execute("DescribeTable", { TableName: table });
    const { KeySchema } = Table as { KeySchema: readonly { readonly AttributeName: string }[] };
    let ExclusiveStartKey: unknown;
    do {
      const page = await this.engine.execute("Scan", { TableName: table, ExclusiveStartKey });
      ExclusiveStartKey = page.LastEvaluatedKey;
      for (const item of page.Items as Item[]) {
        const expiry = Number(item[setting.attribute]?.N);
        if (Number.isNaN(expiry)) continue;
        if (expiry > now) setting.next = Math.min(setting.next, expiry);
        else if (expiry >= now - OLDEST_SECONDS) {
          const Key = Object.fromEntries(
            KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName]]),
          );
          await this.engine.execute("DeleteItem", { TableName: table, Key });
        }
      }
    } while (ExclusiveStartKey !== undefined);
  }
}

/** Every number below the attribute's name, and every number among expression values that may be a time. */
function times(input: unknown, attribute: string): number[] {
  if (Array.isArray(input)) return input.flatMap((item) => times(item, attribute));
  if (input === null || typeof input !== "object") return [];
  return Object.entries(input).flatMap(([name, value]: [string, unknown]) => {
    const time =
      name === attribute || name.startsWith(":") ? Number((value as { N?: unknown } | null)?.N) : NaN;
    return time >= LEAST_LIKELY_TIME ? [time] : times(value, attribute);
  });
}
