import assert from "node:assert/strict";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DescribeExecutionCommand, SFNClient } from "@aws-sdk/client-sfn";
import { GetCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { evaluateStage, one, outputsOf } from "../infra/evaluateStage";
import { type Asked, eventually, type Served, serveGraph } from "./serveGraph";

const credentials = { accessKeyId: "test", secretAccessKey: "test" };
const region = "eu-west-1";

/** The partner API of the dev stage: what stands behind its gates does what it is declared to do. */
describe("the partner API, rehearsed", function () {
  this.timeout(120_000);
  let served: Served;
  let headers: Record<string, string>;
  let rows: DynamoDBDocumentClient;
  let executions: SFNClient;
  let table: string;
  let stateMachine: string;

  before(async () => {
    const graph = await evaluateStage("dev");
    served = await serveGraph(graph);
    headers = await served.caller("partner-v1");
    const endpoint = (service: string): string => served.rehearsal.endpointOf(service) ?? "";
    rows = DynamoDBDocumentClient.from(
      new DynamoDBClient({ endpoint: endpoint("dynamodb"), region, credentials }),
    );
    executions = new SFNClient({
      endpoint: endpoint("states"),
      region,
      credentials,
      disableHostPrefix: true,
    });
    table = String(outputsOf(one(graph, "aws:dynamodb/table:Table", "partner-data-table")).name ?? "");
    stateMachine = String(
      outputsOf(one(graph, "aws:sfn/stateMachine:StateMachine", "fulfilment-machine")).arn,
    );
  });
  after(() => served.close());

  const call = (method: string, path: string, body?: unknown): Promise<Asked> =>
    served.ask(`${served.api("partner-v1").url}${path}`, { method, headers, body });

  const row = async (id: string): Promise<Record<string, unknown> | undefined> =>
    (await rows.send(new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true }))).Item;

  const count = async (sku: string, quantity: number, occurredAt = "2020-01-01T10:00:00Z"): Promise<Asked> =>
    call("PUT", "/events", { type: "stock.counted", sku, quantity, occurredAt });

  const ended = async (name: string): Promise<{ status: string; error?: string | undefined }> => {
    const executionArn = `${stateMachine.replace(":stateMachine:", ":execution:")}:${name}`;
    return eventually(`the end of ${name}`, async () => {
      const { status, error } = await executions.send(new DescribeExecutionCommand({ executionArn }));
      return status !== undefined && status !== "RUNNING" && { status, error };
    });
  };

  it("takes an order: gateway, queue, consumer, table", async () => {
    const order = { orderId: "A-1", lines: [{ sku: "TEA-1", quantity: 2 }] };
    const answer = await call("POST", "/orders", order);
    assert.equal(answer.status, 202, answer.body);
    assert.match(String(answer.json().messageId), /^[0-9a-f-]{36}$/);
    assert.match(answer.trace, /integration-role=allow\(sqs:SendMessage\)/);
    const stored = await eventually("the order", () => row("order#acme#A-1"));
    assert.deepEqual(stored.lines, order.lines);
    assert.equal(stored.partner, "acme");
  });

  it("takes every character of an order to the queue, where an & would begin a parameter of the caller's own", async () => {
    const note = "tea & milk =100%+1 &MessageAttribute.1.Value.StringValue=globex&DelaySeconds=900 'ä☕\\";
    const order = { orderId: "A-3", lines: [{ sku: "TEA-1", quantity: 1 }], note };
    const answer = await call("POST", "/orders", order);
    assert.equal(answer.status, 202, answer.body);
    const stored = await eventually("the order", () => row("order#acme#A-3"));
    assert.deepEqual([stored.note, stored.partner], [note, "acme"]);
  });

  it("refuses what is no order before anything is called", async () => {
    const answer = await call("POST", "/orders", { orderId: "A-2" });
    assert.equal(answer.status, 400);
    assert.match(answer.trace, /body=deny/);
    assert.doesNotMatch(answer.trace, /integration=/);
  });

  it("tells an event: gateway, stream, consumer, table", async () => {
    const answer = await count("CUP-1", 7);
    assert.equal(answer.status, 202, answer.body);
    assert.match(String(answer.json().sequenceNumber), /^\d+$/);
    const stock = await eventually("the count", () => row("stock#acme#CUP-1"));
    assert.equal(stock.available, 7);
  });

  it("tells a batch of events", async () => {
    const events = ["CUP-2", "CUP-3"].map((sku) => ({
      type: "stock.counted",
      sku,
      quantity: 3,
      occurredAt: "2020-01-01T10:00:00Z",
    }));
    const answer = await call("PUT", "/events/batch", { events });
    assert.equal(answer.status, 202, answer.body);
    assert.deepEqual(answer.json(), { taken: 2, failed: [] });
    await eventually("both counts", async () => (await row("stock#acme#CUP-2")) && row("stock#acme#CUP-3"));
  });

  it("fulfils: reserved, charged, shipped", async () => {
    await count("TEA-7", 10);
    await eventually("the count", () => row("stock#acme#TEA-7"));
    const request = { fulfilmentId: "F-1", sku: "TEA-7", quantity: 4, amount: 1_800 };
    const answer = await call("POST", "/fulfilments", request);
    assert.equal(answer.status, 202, answer.body);
    assert.equal((await ended(String(answer.json().execution))).status, "SUCCEEDED");
    assert.equal((await row("charge#acme#F-1"))?.state, "charged");
    assert.equal((await row("stock#acme#TEA-7"))?.available, 6);
    assert.ok(await row("shipment#acme#F-1"));

    // The same name with another input is not the same execution.
    assert.equal((await call("POST", "/fulfilments", { ...request, quantity: 1 })).status, 409);
  });

  it("undoes what was done when a charge is declined", async () => {
    await count("TEA-8", 10);
    await eventually("the count", () => row("stock#acme#TEA-8"));
    const answer = await call("POST", "/fulfilments", {
      fulfilmentId: "F-2",
      sku: "TEA-8",
      quantity: 4,
      amount: 2_000_000,
    });
    const { status, error } = await ended(String(answer.json().execution));
    assert.deepEqual([status, error], ["FAILED", "FulfilmentRefused"]);
    const stock = await row("stock#acme#TEA-8");
    assert.equal(stock?.available, 10);
    assert.deepEqual(stock?.reservations, {});
    assert.equal(await row("charge#acme#F-2"), undefined);
  });

  it("quotes, and does not call a failed execution a success", async () => {
    const quoted = await call("POST", "/quotes", { lines: [{ sku: "TEA-1", quantity: 2 }] });
    assert.equal(quoted.status, 200, quoted.body);
    assert.equal(quoted.json().total, 900);
    const unknown = await call("POST", "/quotes", { lines: [{ sku: "NOTHING-1", quantity: 2 }] });
    assert.equal(unknown.status, 422);
    assert.match(unknown.trace, /integration=200/);
  });

  it("asks the stand-in for the inventory", async () => {
    const answer = await call("GET", "/inventory?sku=KETTLE-1");
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json(), { sku: "KETTLE-1", available: 12 });
  });

  it("refuses strangers: no token, a wrong token, a token without its key", async () => {
    const path = `${served.api("partner-v1").url}/quotes`;
    const body = { lines: [{ sku: "TEA-1", quantity: 1 }] };
    const without = (name: string): Record<string, string> =>
      Object.fromEntries(Object.entries(headers).filter(([key]) => key.toLowerCase() !== name));
    const status = async (own: Record<string, string>): Promise<number> =>
      (await served.ask(path, { method: "POST", headers: own, body })).status;
    assert.equal(await status({}), 401);
    assert.equal(await status(without("x-api-key")), 401);
    assert.equal(await status({ ...headers, Authorization: `Bearer acme.${"0".repeat(64)}` }), 401);
    assert.equal(await status({ ...without("x-api-key"), "x-api-key": "0".repeat(64) }), 401);
  });
});
