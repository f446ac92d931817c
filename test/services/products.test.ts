import assert from "node:assert/strict";
import { json } from "./support/event";
import { startFunction, type FunctionUnderTest } from "./support/functionUnderTest";

interface PageBody {
  items: { id: string; category: string; name: string }[];
  nextCursor?: string;
}

const product = (number: number, category: string) => ({
  name: `Product ${number}`,
  description: "Good",
  category,
  price: { amount: 100 * number, currency: "EUR" },
});

describe("the products function", () => {
  let products: FunctionUnderTest;
  const ids: string[] = [];

  before(async () => {
    products = await startFunction("products");
    for (let number = 0; number < 12; number++) {
      const result = await products.call("POST /products", undefined, {
        body: product(number, number % 3 === 0 ? "tea" : "coffee"),
        headers: { "Idempotency-Key": `product-${number}` },
      });
      assert.equal(result.statusCode, 201);
      ids.push(String(json(result).id));
    }
  });
  after(() => products.database.close());

  const list = async (query: Record<string, string>): Promise<PageBody> =>
    json(await products.call("GET /products", undefined, { query })) as unknown as PageBody;

  async function everyPage(query: Record<string, string>): Promise<PageBody[]> {
    const pages: PageBody[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(cursor === undefined ? query : { ...query, cursor });
      pages.push(page);
      cursor = page.nextCursor;
    } while (cursor !== undefined && pages.length < 20);
    return pages;
  }

  it("lists every product exactly once, page by page", async () => {
    const pages = await everyPage({ limit: "5" });
    assert.deepEqual(pages.flatMap(({ items }) => items.map(({ id }) => id)).sort(), [...ids].sort());
    assert.ok(pages.every(({ items }) => items.length <= 5));
    assert.equal(pages.at(-1)?.nextCursor, undefined);
  });

  it("lists one category", async () => {
    const items = (await everyPage({ category: "tea", limit: "3" })).flatMap((page) => page.items);
    assert.equal(items.length, 4);
    assert.ok(items.every(({ category }) => category === "tea"));
    assert.deepEqual(await list({ category: "milk" }), { items: [] });
  });

  it("goes on where a page ended although its last item is gone since", async () => {
    const extra = await products.call("POST /products", undefined, {
      body: product(99, "short-lived"),
      headers: { "Idempotency-Key": "short-lived" },
    });
    await products.call("POST /products", undefined, {
      body: product(98, "short-lived"),
      headers: { "Idempotency-Key": "short-lived-2" },
    });
    const first = await list({ category: "short-lived", limit: "1" });
    const firstId = first.items[0]?.id ?? "";
    await products.call("DELETE /products/{id}", firstId);
    const second = await list({ category: "short-lived", limit: "1", cursor: first.nextCursor ?? "" });
    assert.equal(second.items.length, 1);
    assert.notEqual(second.items[0]?.id, firstId);
    await products.call("DELETE /products/{id}", second.items[0]?.id);
    assert.equal(extra.statusCode, 201);
  });

  it("refuses limits, categories and cursors that cannot be", async () => {
    const { nextCursor = "" } = await list({ limit: "1" });
    const queries: Record<string, string>[] = [
      { limit: "0" },
      { limit: "101" },
      { limit: "ten" },
      { limit: "1e1" },
      { limit: "" },
      { category: "" },
      { category: "x".repeat(51) },
      { cursor: "" },
      { cursor: "garbage" },
      { cursor: `${nextCursor}x` },
      { cursor: nextCursor.slice(0, -1) },
      { cursor: "x".repeat(600) },
      { category: "tea", cursor: nextCursor },
    ];
    for (const query of queries) {
      const result = await products.call("GET /products", undefined, { query });
      assert.equal(result.statusCode, 400, JSON.stringify(query));
    }
  });

  it("removes what a PUT leaves out", async () => {
    const rest = { ...product(1, "coffee"), description: undefined };
    const result = await products.call("PUT /products/{id}", ids[1], {
      body: rest,
      headers: { "If-Match": '"1"' },
    });
    assert.equal(result.statusCode, 200);
    const read = json(await products.call("GET /products/{id}", ids[1]));
    assert.equal("description" in read, false);
    assert.equal(read.version, 2);
    assert.ok(typeof read.createdAt === "string");
  });

  it("checks nested members", async () => {
    const result = await products.call("POST /products", undefined, {
      body: { ...product(1, "tea"), price: { amount: 1.5, currency: "euro", tax: 1 } },
      headers: { "Idempotency-Key": "nested-1" },
    });
    assert.deepEqual(json(result).errors, [
      { pointer: "/price/amount", detail: "is not an integer" },
      { pointer: "/price/currency", detail: "does not match ^[A-Z]{3}$" },
      { pointer: "/price/tax", detail: "is not known" },
    ]);
  });
});
