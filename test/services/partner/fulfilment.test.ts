import assert from "node:assert/strict";
import { countStock } from "../../../services/partner/events/countStock";
import { charge } from "../../../services/partner/fulfilment/charge/charge";
import { retryable } from "../../../services/partner/fulfilment/failures";
import { fulfilmentInput, type FulfilmentInput } from "../../../services/partner/fulfilment/input";
import { refund } from "../../../services/partner/fulfilment/refund/refund";
import { release } from "../../../services/partner/fulfilment/release/release";
import { reserve } from "../../../services/partner/fulfilment/reserve/reserve";
import { ship } from "../../../services/partner/fulfilment/ship/ship";
import { price } from "../../../services/partner/quote/price";
import { type PartnerTable, startPartnerTable } from "./support/table";

describe("fulfilments", () => {
  let table: PartnerTable;
  let skus = 0;
  before(async () => {
    table = await startPartnerTable();
  });
  after(() => table.database.close());

  /** A fulfilment of a product of which there are so many. */
  async function given(available: number, quantity: number, amount = 100): Promise<FulfilmentInput> {
    const sku = `SKU-${++skus}`;
    const event = { type: "stock.counted", sku, quantity: available, occurredAt: "2026-01-01T00:00:00Z" };
    const data = Buffer.from(JSON.stringify({ partner: "acme", event })).toString("base64");
    const kinesis = { data, approximateArrivalTimestamp: Date.parse(event.occurredAt) / 1000 };
    await countStock(table.service, { kinesis } as Parameters<typeof countStock>[1]);
    return { partner: "acme", request: { fulfilmentId: `f-${skus}`, sku, quantity, amount } };
  }
  const stock = async ({ request }: FulfilmentInput) =>
    (await table.item(`stock#acme#${request.sku}`)) as { available: number; reservations: object };

  it("reserve, charge and ship, each as often as they are run", async () => {
    const input = await given(10, 4);
    for (const step of [reserve, charge, ship]) {
      await step(table.service, input);
      await step(table.service, input);
    }
    assert.deepEqual(await stock(input).then(({ available, reservations }) => [available, reservations]), [
      6,
      {},
    ]);
    assert.equal((await table.item(`charge#acme#${input.request.fulfilmentId}`))?.state, "charged");
    assert.ok(await table.item(`shipment#acme#${input.request.fulfilmentId}`));
  });

  it("are refused when there is not enough, and nothing is taken", async () => {
    const input = await given(3, 4);
    await assert.rejects(reserve(table.service, input), { name: "OutOfStock" });
    assert.equal((await stock(input)).available, 3);
    const unknown = { ...input, request: { ...input.request, sku: "NONE-1" } };
    await assert.rejects(reserve(table.service, unknown), { name: "OutOfStock" });
  });

  it("are undone to where they began, as often as the undoing is run", async () => {
    const input = await given(10, 4);
    await reserve(table.service, input);
    await charge(table.service, input);
    for (const undo of [refund, release, refund, release]) await undo(table.service, input);
    assert.deepEqual(await stock(input).then(({ available, reservations }) => [available, reservations]), [
      10,
      {},
    ]);
    assert.equal((await table.item(`charge#acme#${input.request.fulfilmentId}`))?.state, "refunded");
  });

  it("may be undone when nothing was done", async () => {
    const input = await given(10, 4);
    await refund(table.service, input);
    await release(table.service, input);
    assert.equal((await stock(input)).available, 10);
  });

  it("decline a charge above the limit", async () => {
    await assert.rejects(charge(table.service, await given(1, 1, 1_000_001)), { name: "ChargeDeclined" });
  });

  it("name what passes as temporary, and nothing else", async () => {
    const failing = (name: string) => () => Promise.reject(Object.assign(new Error("x"), { name }));
    await assert.rejects(retryable(failing("ThrottlingException")), { name: "TemporaryFailure" });
    await assert.rejects(retryable(failing("OutOfStock")), { name: "OutOfStock" });
  });

  it("take no input that the gateway would not have let through", () => {
    for (const input of [undefined, {}, { partner: "acme" }, { partner: "A", request: {} }])
      assert.throws(() => fulfilmentInput(input), { name: "MalformedMessageError" });
  });
});

describe("quotes", () => {
  const quote = (lines: unknown) => price({ partner: "acme", request: { lines } });

  it("add up, with a tenth off from a hundred pieces", () => {
    const { total, lines } = quote([
      { sku: "TEA-1", quantity: 2 },
      { sku: "TEA-2", quantity: 100 },
    ]);
    assert.deepEqual(
      lines.map(({ unitPrice }) => unitPrice),
      [450, 405],
    );
    assert.equal(total, 900 + 40_500);
  });

  it("name the error that the workflow catches when there is no price", () => {
    for (const sku of ["SOAP-1", "CONSTRUCTOR-1"])
      assert.throws(() => quote([{ sku, quantity: 1 }]), { name: "UnknownProduct" });
  });
});
