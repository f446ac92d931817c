import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeCursor, encodeCursor } from "../../services/shared/cursor";
import { Problem } from "../../services/shared/problem";

const refused = (list: string, cursor: string): boolean => {
  try {
    decodeCursor(list, cursor, ["id"]);
    return false;
  } catch (error) {
    return error instanceof Problem && error.status === 400;
  }
};

const id = fc.string({ unit: "grapheme", minLength: 1, maxLength: 64 });

describe("cursors", () => {
  it("come back as the key they were made of, and fit a URL as they are", () => {
    fc.assert(
      fc.property(fc.string(), id, (list, value) => {
        const cursor = encodeCursor(list, { id: value });
        assert.match(cursor, /^[A-Za-z0-9_-]+$/);
        assert.deepEqual(decodeCursor(list, cursor, ["id"]), { id: value });
      }),
    );
  });

  it("are refused by another list", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), id, (one, other, value) => {
        fc.pre(one !== other);
        assert.ok(refused(other, encodeCursor(one, { id: value })));
      }),
    );
  });

  it("are refused when a character is changed, added or taken away", () => {
    fc.assert(
      fc.property(
        id,
        fc.nat(),
        fc.constantFrom("A", "b", "-", "=", " ", "é"),
        (value, position, character) => {
          const cursor = encodeCursor("users", { id: value });
          const at = position % cursor.length;
          const changed = cursor.slice(0, at) + character + cursor.slice(at + 1);
          assert.ok(changed === cursor || refused("users", changed), changed);
          assert.ok(refused("users", cursor.slice(0, at) + cursor.slice(at + 1)));
          assert.ok(refused("users", `${cursor}${character}`));
        },
      ),
    );
  });

  it("are refused when they are any text, without a crash", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => refused("users", text)));
  });

  it("are refused when they hold another key than the list's", () => {
    assert.ok(refused("users", encodeCursor("users", { category: "tea" })));
    assert.ok(refused("users", encodeCursor("users", { id: "a", category: "tea" })));
    assert.ok(refused("users", encodeCursor("users", {})));
  });
});
