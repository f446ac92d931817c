import assert from "node:assert/strict";
import { createRequire } from "node:module";
import type {
  Context,
  KinesisStreamBatchResponse,
  KinesisStreamEvent,
  KinesisStreamRecord,
  SQSBatchResponse,
  SQSEvent,
  SQSRecord,
} from "aws-lambda";
import { consoleLines } from "../support/consoleLines";
import { lambdaContext } from "../support/event";
import { type PartnerTable, startPartnerTable } from "./support/table";

type Handler<Event, Answer> = (event: Event, context: Context) => Promise<Answer>;

const message = (messageId: string, body: string, partner: string | null = "acme"): SQSRecord =>
  ({
    messageId,
    body,
    eventSource: "aws:sqs",
    attributes: { ApproximateReceiveCount: "1" },
    messageAttributes: partner === null ? {} : { partner: { dataType: "String", stringValue: partner } },
  }) as unknown as SQSRecord;

const order = (orderId: string, quantity: unknown = 2): string =>
  JSON.stringify({ orderId, lines: [{ sku: "TEA-1", quantity }] });

/** When every record of these tests came into the stream. */
const arrival = "2026-01-01T01:00:00.000Z";

const record = (sequenceNumber: string, content: unknown): KinesisStreamRecord =>
  ({
    eventSource: "aws:kinesis",
    kinesis: {
      sequenceNumber,
      approximateArrivalTimestamp: Date.parse(arrival) / 1000,
      data: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)).toString("base64"),
    },
  }) as unknown as KinesisStreamRecord;

const countedAt = (sku: string, quantity: number, occurredAt: string) => ({
  partner: "acme",
  requestId: "r",
  event: { type: "stock.counted", sku, quantity, occurredAt },
});

const counted = (sku: string, quantity: number, second: number) =>
  countedAt(sku, quantity, `2026-01-01T00:00:${String(second).padStart(2, "0")}Z`);

describe("consumers of the partner API", () => {
  let table: PartnerTable;
  let orders: Handler<SQSEvent, SQSBatchResponse>;
  let events: Handler<KinesisStreamEvent, KinesisStreamBatchResponse>;

  before(async () => {
    table = await startPartnerTable();
    Object.assign(process.env, {
      STAGE: "dev",
      TABLE_NAME: "partner",
      POWERTOOLS_SERVICE_NAME: "partner",
      POWERTOOLS_METRICS_NAMESPACE: "gatehouse",
      POWERTOOLS_METRICS_DISABLED: "false",
      POWERTOOLS_DEV: "true",
      POWERTOOLS_LOG_LEVEL: "SILENT",
    });
    const load = createRequire(__filename);
    ({ handler: orders } = load("../../../services/partner/orders/handler") as { handler: typeof orders });
    ({ handler: events } = load("../../../services/partner/events/handler") as { handler: typeof events });
  });
  after(() => {
    delete process.env.POWERTOOLS_DEV;
    return table.database.close();
  });
  const lines = consoleLines();

  describe("of orders", () => {
    it("store what is good, and name only what is not", async () => {
      const { batchItemFailures } = await orders(
        {
          Records: [
            message("1", order("o-1")),
            message("2", "{"),
            message("3", order("o-3", 0)),
            message("4", order("o-4"), null),
            message("5", order("o-5")),
          ],
        },
        lambdaContext,
      );
      assert.deepEqual(
        batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
        ["2", "3", "4"],
      );
      assert.equal((await table.item("order#acme#o-1"))?.partner, "acme");
      assert.ok(await table.item("order#acme#o-5"));
      assert.equal(await table.item("order#acme#o-3"), undefined);
    });

    it("keep the first order of an id, however often it comes", async () => {
      await orders({ Records: [message("1", order("twice", 1))] }, lambdaContext);
      const again = await orders(
        { Records: [message("1", order("twice", 1)), message("2", order("twice", 9))] },
        lambdaContext,
      );
      assert.deepEqual(again.batchItemFailures, []);
      assert.deepEqual((await table.item("order#acme#twice"))?.lines, [{ sku: "TEA-1", quantity: 1 }]);
    });

    it("name every message of a batch in which none is good, instead of failing as a whole", async () => {
      const { batchItemFailures } = await orders(
        { Records: [message("1", "no"), message("2", "")] },
        lambdaContext,
      );
      assert.equal(batchItemFailures.length, 2);
    });
  });

  describe("of events", () => {
    it("set the stock to the newest count, in whatever order counts come", async () => {
      const { batchItemFailures } = await events(
        { Records: [record("1", counted("A-1", 5, 10)), record("2", counted("A-1", 3, 5))] },
        lambdaContext,
      );
      assert.deepEqual(batchItemFailures, []);
      assert.equal((await table.item("stock#acme#A-1"))?.available, 5);
    });

    it("name the record from which Lambda has to begin again", async () => {
      const { batchItemFailures } = await events(
        { Records: [record("1", counted("B-1", 5, 10)), record("2", "{"), record("3", { partner: "acme" })] },
        lambdaContext,
      );
      assert.equal(batchItemFailures[0]?.itemIdentifier, "2");
      assert.equal((await table.item("stock#acme#B-1"))?.available, 5);
    });

    it("count what they took and what was older, for alarms and people", async () => {
      const [newer, older] = [counted("F-1", 5, 10), counted("F-1", 3, 5)];
      await events({ Records: [record("1", newer)] }, lambdaContext);
      await events({ Records: [record("2", older), record("3", older)] }, lambdaContext);
      assert.deepEqual(
        lines.map(({ StockCounted, StockCountOlder }) => [StockCounted, StockCountOlder]),
        [
          [1, undefined],
          [undefined, [1, 1]],
        ],
      );
    });

    it("compare counts as times: half a second later is later, however it is written", async () => {
      for (const [quantity, occurredAt] of [
        [1, "2026-01-01T00:00:10Z"],
        [2, "2026-01-01T00:00:10.500Z"],
        [3, "2026-01-01T00:00:10.499Z"],
      ] as const)
        await events({ Records: [record("1", countedAt("C-1", quantity, occurredAt))] }, lambdaContext);
      assert.equal((await table.item("stock#acme#C-1"))?.available, 2);
    });

    // A count with such a time would outdate every honest one after it, and nobody would hear of it.
    for (const [why, occurredAt] of [
      ["no date of the calendar", "2026-99-99T99:99:99Z"],
      ["a day that its month has not", "2026-02-30T00:00:00Z"],
      ["an hour that its day has not", "2025-12-31T24:00:00Z"],
      ["the end of time", "9999-12-31T23:59:59Z"],
      ["more than five minutes after the record came", "2026-01-01T01:05:00.001Z"],
    ] as const)
      it(`refuse a count at ${why}`, async () => {
        const sku = "D-1";
        const refused = await events(
          { Records: [record("1", countedAt(sku, 1, occurredAt))] },
          lambdaContext,
        );
        assert.deepEqual(refused.batchItemFailures, [{ itemIdentifier: "1" }]);
        assert.equal(await table.item(`stock#acme#${sku}`), undefined);
      });

    it("bear a partner's clock that is five minutes fast", async () => {
      const fast = countedAt("E-1", 4, "2026-01-01T01:05:00Z");
      assert.deepEqual((await events({ Records: [record("1", fast)] }, lambdaContext)).batchItemFailures, []);
      assert.equal((await table.item("stock#acme#E-1"))?.available, 4);
    });
  });
});
