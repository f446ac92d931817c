import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from "@aws-sdk/lib-dynamodb";
import type { PageKey } from "./cursor";
import { Problem } from "./problem";

/** What every item has. */
export interface Item {
  readonly id: string;
  /** Counts the changes, from 1. */
  readonly version: number;
}

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Where to go on; absent on the last page. */
  readonly next?: PageKey;
}

/** A table with the hash key `id` whose items are of one type. Every write is conditional. */
export class Table<T extends Item> {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly name: string,
  ) {}

  /** @throws Problem 404 */
  async get(id: string): Promise<T> {
    const item = await this.read(id);
    if (item === undefined) throw new Problem(404);
    return item;
  }

  /** Adds an item. @throws Problem 409 when there is one with this id */
  async create(item: T): Promise<T> {
    try {
      await this.client.send(
        new PutCommand({ TableName: this.name, Item: item, ConditionExpression: "attribute_not_exists(id)" }),
      );
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException)
        throw new Problem(409, "there is an item with this id");
      throw error;
    }
    return item;
  }

  /**
   * Sets the attributes and counts the version up, if the item has the expected version. An attribute that is
   * `undefined` is removed.
   *
   * @throws Problem 404 when there is no such item, 412 when it has another version
   */
  async replace(
    id: string,
    attributes: Readonly<Record<string, unknown>>,
    expected: number | "any",
  ): Promise<T> {
    const names: Record<string, string> = { "#version": "version" };
    const values: Record<string, unknown> = { ":one": 1 };
    const set = ["#version = #version + :one"];
    const remove: string[] = [];
    for (const [index, [name, value]] of Object.entries(attributes).entries()) {
      names[`#a${index}`] = name;
      if (value === undefined) remove.push(`#a${index}`);
      else {
        values[`:a${index}`] = value;
        set.push(`#a${index} = :a${index}`);
      }
    }
    if (expected !== "any") values[":expected"] = expected;
    try {
      const { Attributes } = await this.client.send(
        new UpdateCommand({
          TableName: this.name,
          Key: { id },
          UpdateExpression: `SET ${set.join(", ")}${remove.length > 0 ? ` REMOVE ${remove.join(", ")}` : ""}`,
          ConditionExpression: expected === "any" ? "attribute_exists(id)" : "#version = :expected",
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: values,
          ReturnValues: "ALL_NEW",
        }),
      );
      return Attributes as T;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      if ((await this.read(id)) === undefined) throw new Problem(404);
      throw new Problem(412, "the item has changed since it was read");
    }
  }

  /** @throws Problem 404 */
  async remove(id: string): Promise<void> {
    try {
      await this.client.send(
        new DeleteCommand({ TableName: this.name, Key: { id }, ConditionExpression: "attribute_exists(id)" }),
      );
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) throw new Problem(404);
      throw error;
    }
  }

  /** A page of the whole table. See TABLES.md for why this is a Scan. */
  async scan(limit: number, start: PageKey | undefined): Promise<Page<T>> {
    const result = await this.client.send(
      new ScanCommand({ TableName: this.name, Limit: limit, ExclusiveStartKey: start }),
    );
    return asPage<T>(result.Items, result.LastEvaluatedKey);
  }

  /** A page of the items whose `attribute`, the hash key of `index`, has this value. */
  async query(
    index: string,
    attribute: string,
    value: string,
    limit: number,
    start: PageKey | undefined,
  ): Promise<Page<T>> {
    const result = await this.client.send(
      new QueryCommand({
        TableName: this.name,
        IndexName: index,
        KeyConditionExpression: "#hash = :hash",
        ExpressionAttributeNames: { "#hash": attribute },
        ExpressionAttributeValues: { ":hash": value },
        Limit: limit,
        ExclusiveStartKey: start,
      }),
    );
    return asPage<T>(result.Items, result.LastEvaluatedKey);
  }

  private async read(id: string): Promise<T | undefined> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.name, Key: { id }, ConsistentRead: true }),
    );
    return Item as T | undefined;
  }
}

function asPage<T>(items: unknown, last: unknown): Page<T> {
  const page = { items: (items ?? []) as readonly T[] };
  return last === undefined ? page : { ...page, next: last as PageKey };
}
