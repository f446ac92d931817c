import assert from "node:assert/strict";
import { render } from "./render";

const store = {
  store: {
    book: [
      { category: "reference", author: "Nigel Rees", title: "Sayings of the Century", price: 8.95 },
      { category: "fiction", author: "Evelyn Waugh", title: "Sword of Honour", price: 12.99 },
      {
        category: "fiction",
        author: "Herman Melville",
        title: "Moby Dick",
        isbn: "0-553-21311-3",
        price: 8.99,
      },
      {
        category: "fiction",
        author: "J. R. R. Tolkien",
        title: "The Lord",
        isbn: "0-395-19395-8",
        price: 22.99,
      },
    ],
    bicycle: { color: "red", price: 19.95 },
  },
  expensive: 10,
};

const read = (path: string, body: unknown = store): unknown =>
  JSON.parse(render(`$input.json($stageVariables.path)`, { body, stageVariables: { path } }));
const titles = (path: string): readonly number[] =>
  (read(path) as { title: string }[]).map((book) =>
    store.store.book.findIndex(({ title }) => title === book.title),
  );

/** The paths of Jayway's own table, and what they find. */
describe("JSONPath", () => {
  it("definite paths give one value", () => {
    assert.equal(read("$.store.bicycle.color"), "red");
    assert.equal(read("$['store']['bicycle'][\"color\"]"), "red");
    assert.equal(read("store.bicycle.color"), "red");
    assert.equal(read("$.store.book[0].author"), "Nigel Rees");
    assert.equal(read("$.store.book[-1].title"), "The Lord");
    assert.deepEqual(read("$.store.bicycle['color','none']"), { color: "red" });
  });
  it("missing definite paths give the empty string", () => {
    assert.equal(read("$.store.none.deeper"), "");
    assert.equal(read("$.store.book[9]"), "");
    assert.equal(read("$.expensive.x"), "");
  });
  it("wildcards, indexes and slices give lists", () => {
    assert.deepEqual(
      read("$.store.book[*].author"),
      store.store.book.map(({ author }) => author),
    );
    assert.deepEqual(titles("$.store.book[0,1]"), [0, 1]);
    assert.deepEqual(titles("$.store.book[:2]"), [0, 1]);
    assert.deepEqual(titles("$.store.book[1:2]"), [1]);
    assert.deepEqual(titles("$.store.book[-2:]"), [2, 3]);
    assert.deepEqual(titles("$.store.book[2:]"), [2, 3]);
    assert.deepEqual(read("$.store.book[*].isbn"), ["0-553-21311-3", "0-395-19395-8"]);
    assert.deepEqual(read("$.none[*]"), []);
  });
  it("deep scans find every level", () => {
    assert.deepEqual(
      read("$..author"),
      store.store.book.map(({ author }) => author),
    );
    assert.deepEqual(read("$.store..price"), [8.95, 12.99, 8.99, 22.99, 19.95]);
    assert.deepEqual(titles("$..book[2]"), [2]);
    assert.equal((read("$..*") as unknown[]).length, 28);
  });
  it("filters compare, combine and test for existence", () => {
    assert.deepEqual(titles("$..book[?(@.isbn)]"), [2, 3]);
    assert.deepEqual(titles("$..book[?(!@.isbn)]"), [0, 1]);
    assert.deepEqual(titles("$.store.book[?(@.price < 10)]"), [0, 2]);
    assert.deepEqual(titles("$..book[?(@.price <= $['expensive'])]"), [0, 2]);
    assert.deepEqual(titles("$..book[?(@.author =~ /.*REES/i)]"), [0]);
    assert.deepEqual(titles("$..book[?(@.category == 'fiction' && @.price > 20)]"), [3]);
    assert.deepEqual(titles("$..book[?(@.category == 'reference' || (@.price > 20))]"), [0, 3]);
    assert.deepEqual(titles("$..book[?(@.category in ['reference', 'x'])]"), [0]);
    assert.deepEqual(titles("$..book[?('fiction' != @.category)]"), [0]);
  });
  it("functions", () => {
    assert.equal(read("$.store.book.length()"), 4);
    assert.equal(read("$.store.book[*].price.max()"), 22.99);
    assert.deepEqual(read("$.store.bicycle.keys()"), ["color", "price"]);
  });
  it("strings are no numbers", () => {
    assert.deepEqual(read("$[?(@.a == 1)]", [{ a: 1 }, { a: "1" }, { a: 1.0 }]), [{ a: 1 }, { a: 1 }]);
  });
  it("paths that are none are named", () => {
    for (const path of ["$.", "$[", "$.a[?(", "$..", "$[1", "$.a b", "$.a.nofunction()", "$['a"]) {
      assert.throws(() => read(path), /GH4102.*Invalid JSONPath/, path);
    }
  });
});
