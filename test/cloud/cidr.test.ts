import assert from "node:assert/strict";
import fc from "fast-check";
import {
  blockAt,
  contains,
  endOf,
  fill,
  format,
  nextBlock,
  overlaps,
  parse,
  sizeOf,
} from "../../local/cloud/awsx/cidr";

const prefixes = fc.integer({ min: 0, max: 32 });
const addresses = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const blocks = fc.tuple(addresses, prefixes).map(([address, prefix]) => blockAt(address, prefix));

describe("CIDR blocks", () => {
  it("read what they print", () => {
    fc.assert(fc.property(blocks, (block) => assert.deepEqual(parse(format(block)), block)));
  });
  it("refuse what is no block", () => {
    for (const text of ["", "10.0.0.0", "10.0.0.0/33", "10.0.0.256/8", "10.0.0/8", "::/0", "10.0.0.0/8 "])
      assert.equal(parse(text), undefined, text);
  });
  it("drop the bits beyond their prefix", () => {
    assert.equal(format(parse("10.20.30.40/20") ?? blockAt(0, 0)), "10.20.16.0/20");
  });
  it("follow one another without touching, as near as alignment allows", () => {
    fc.assert(
      fc.property(blocks, fc.integer({ min: 1, max: 32 }), (block, prefix) => {
        const next = nextBlock(block, prefix);
        assert.equal(next.start % sizeOf(prefix), 0);
        assert.ok(!overlaps(block, next));
        assert.ok(next.start - endOf(block) < sizeOf(prefix));
      }),
    );
  });
  it("overlap exactly when one contains the other", () => {
    fc.assert(
      fc.property(blocks, blocks, (a, b) => assert.equal(overlaps(a, b), contains(a, b) || contains(b, a))),
    );
  });
  it("fill a range without gap or overlap, by aligned blocks that cannot be joined", () => {
    const range = fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 5000 }));
    fc.assert(
      fc.property(range, ([start, length]) => {
        let at = start;
        for (const block of fill(start, start + length)) {
          assert.equal(block.start, at);
          assert.equal(block.start % sizeOf(block.prefix), 0);
          at = endOf(block);
        }
        assert.equal(at, start + length);
      }),
    );
  });
});
