import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";

/** Topics that one connection may listen to. */
export const MOST_TOPICS = 50;

/** API Gateway ends a connection after two hours; a row outlives it by ten minutes at most, if nobody removes it before. */
const LIFE_SECONDS = 2 * 3600 + 600;

/** The row of a connection itself; its other rows are its topics. */
const SELF = "connection";
const entryOf = (topic: string): string => `topic#${topic}`;

/**
 * Who is connected, and listens to what: one row for each connection and one for each of its topics, keyed by connection
 * and entry; the index `byTopic` finds those who listen.
 */
export class Connections {
  /** @param now milliseconds since the epoch */
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
    private readonly now: () => number,
  ) {}

  /** A new connection of a caller. */
  async add(connectionId: string, caller: string): Promise<void> {
    await this.put({ connectionId, entry: SELF, caller });
  }

  /** The connection hears of a topic from now on. Repeating it changes nothing. */
  async subscribe(connectionId: string, topic: string): Promise<void> {
    await this.put({ connectionId, entry: entryOf(topic), topic });
  }

  async unsubscribe(connectionId: string, topic: string): Promise<void> {
    await this.delete(connectionId, entryOf(topic));
  }

  /** Number of topics that a connection listens to. */
  async topics(connectionId: string): Promise<number> {
    return (await this.entries(connectionId)).filter((entry) => entry !== SELF).length;
  }

  /** Forgets a connection with all its topics. */
  async remove(connectionId: string): Promise<void> {
    const entries = await this.entries(connectionId);
    await Promise.all(entries.map((entry) => this.delete(connectionId, entry)));
  }

  /** Connections that listen to a topic, page by page. The index may lag behind by a moment. */
  async *listeners(topic: string): AsyncGenerator<readonly string[]> {
    let start: Record<string, unknown> | undefined;
    do {
      const { Items, LastEvaluatedKey } = await this.client.send(
        new QueryCommand({
          TableName: this.tableName,
          IndexName: "byTopic",
          KeyConditionExpression: "topic = :topic",
          ExpressionAttributeValues: { ":topic": topic },
          ExclusiveStartKey: start,
        }),
      );
      const seconds = this.now() / 1000;
      yield (
        (Items ?? [])
          // DynamoDB removes expired rows when it finds the time.
          .filter(({ expiresAt }) => Number(expiresAt) > seconds)
          .map(({ connectionId }) => String(connectionId))
      );
      start = LastEvaluatedKey;
    } while (start !== undefined);
  }

  private async put(row: Readonly<Record<string, string>>): Promise<void> {
    const expiresAt = Math.floor(this.now() / 1000) + LIFE_SECONDS;
    await this.client.send(new PutCommand({ TableName: this.tableName, Item: { ...row, expiresAt } }));
  }

  private async delete(connectionId: string, entry: string): Promise<void> {
    await this.client.send(new DeleteCommand({ TableName: this.tableName, Key: { connectionId, entry } }));
  }

  private async entries(connectionId: string): Promise<string[]> {
    const { Items } = await this.client.send(
      new QueryCommand({
        TableName: this.tableName,
        KeyConditionExpression: "connectionId = :id",
        ExpressionAttributeValues: { ":id": connectionId },
        ConsistentRead: true,
      }),
    );
    return (Items ?? []).map(({ entry }) => String(entry));
  }
}
