import assert from "node:assert/strict";
import { once } from "node:events";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import WebSocket from "ws";
import { evaluateStage, one, outputsOf } from "../infra/evaluateStage";
import { eventually, type Served, serveGraph } from "./serveGraph";

const PAGE = "http://localhost:5173";

/** A connected page. */
class Client {
  private readonly frames: Record<string, unknown>[] = [];
  private constructor(readonly socket: WebSocket) {
    socket.on("message", (data: Buffer) => this.frames.push(JSON.parse(String(data))));
  }
  static async connect(url: string): Promise<Client> {
    const socket = new WebSocket(url, { origin: PAGE });
    const client = new Client(socket);
    await once(socket, "open");
    return client;
  }
  send(message: unknown): void {
    this.socket.send(JSON.stringify(message));
  }
  /** The next frame of a type. */
  next(type: string): Promise<Record<string, unknown>> {
    return eventually(`a frame of type ${type} (${JSON.stringify(this.frames)})`, async () => {
      const at = this.frames.findIndex((frame) => frame.type === type);
      return at >= 0 && this.frames.splice(at, 1)[0];
    });
  }
}

describe("live, rehearsed", function () {
  this.timeout(120_000);
  let served: Served;
  let url: string;
  let rows: DynamoDBDocumentClient;
  let TableName: string;
  const clients: Client[] = [];

  before(async () => {
    const graph = await evaluateStage("dev");
    served = await serveGraph(graph);
    url = served.api("live").url;
    TableName = String(outputsOf(one(graph, "aws:dynamodb/table:Table", "live-connections-table")).name);
    rows = DynamoDBDocumentClient.from(
      new DynamoDBClient({
        endpoint: served.rehearsal.endpointOf("dynamodb") ?? "",
        region: "eu-west-1",
        credentials: { accessKeyId: "test", secretAccessKey: "test" },
      }),
    );
  });
  after(async () => {
    for (const { socket } of clients) socket.terminate();
    await served.close();
  });

  async function connect(...scopes: string[]): Promise<Client> {
    const client = await Client.connect(`${url}?token=${await served.token(...scopes)}`);
    clients.push(client);
    return client;
  }

  const refusal = async (address: string, origin?: string): Promise<number | undefined> => {
    const socket = new WebSocket(address, origin === undefined ? {} : { origin });
    const [, response] = (await once(socket, "unexpected-response")) as [unknown, { statusCode?: number }];
    socket.on("error", () => undefined);
    socket.terminate();
    return response.statusCode;
  };

  const connected = async (): Promise<string[]> => {
    const { Items = [] } = await rows.send(new ScanCommand({ TableName, ConsistentRead: true }));
    return Items.map(({ connectionId }) => String(connectionId));
  };

  it("lets in a page that may, with a token that may", async () => {
    const token = await served.token("live/subscribe");
    assert.equal(await refusal(url, PAGE), 401);
    assert.equal(await refusal(`${url}?token=a.b.c`, PAGE), 401);
    assert.equal(await refusal(`${url}?token=${token}`, "https://other.example"), 403);
    assert.equal(await refusal(`${url}?token=${await served.token("storefront/users.read")}`, PAGE), 403);
  });

  it("brings what is published to who listens, and to nobody else", async () => {
    const [listener, other, publisher] = [
      await connect("live/subscribe"),
      await connect("live/subscribe"),
      await connect("live/subscribe", "live/publish"),
    ];
    listener.send({ action: "subscribe", topic: "prices" });
    assert.equal((await listener.next("subscribed")).topic, "prices");
    other.send({ action: "subscribe", topic: "weather" });
    await other.next("subscribed");

    publisher.send({ action: "publish", topic: "prices", data: { tea: 450 } });
    const published = await publisher.next("published");
    assert.deepEqual([published.delivered, published.gone], [1, 0]);
    assert.deepEqual((await listener.next("message")).data, { tea: 450 });
    assert.deepEqual(Reflect.get(other, "frames"), []);

    listener.send({ action: "publish", topic: "prices", data: {} });
    assert.match(String((await listener.next("error")).message), /live\/publish/);
  });

  it("forgets a connection that is no more, and tells nobody it was delivered", async () => {
    const gone = "L0SM9cOFvHcCIhw=";
    const expiresAt = Math.floor(Date.now() / 1000) + 600;
    for (const row of [{ entry: "connection" }, { entry: "topic#stale", topic: "stale" }])
      await rows.send(new PutCommand({ TableName, Item: { connectionId: gone, expiresAt, ...row } }));
    const publisher = await connect("live/subscribe", "live/publish");
    publisher.send({ action: "publish", topic: "stale", data: { any: 1 } });
    const published = await publisher.next("published");
    assert.deepEqual([published.delivered, published.gone, published.failed], [0, 1, 0]);
    assert.ok(!(await connected()).includes(gone));
  });

  it("forgets a connection that closes", async () => {
    const before = new Set(await connected());
    const client = await connect("live/subscribe");
    const own = await eventually("the connection's row", async () =>
      (await connected()).find((id) => !before.has(id)),
    );
    client.socket.close();
    await eventually("the end of the row", async () => !(await connected()).includes(own) && own);
  });
});
