import assert from "node:assert/strict";
import fc from "fast-check";
import type { Plain } from "../../local/cloud";
import { detailedDiff } from "../../local/cloud/provider/detailedDiff";
import { canonical } from "../../local/cloud/seed";
import { UNKNOWN } from "../../local/graph/wire";

const inputs = fc.dictionary(
  fc.string({ minLength: 1 }).filter((key) => !key.startsWith("__")),
  fc.jsonValue({ maxDepth: 3 }),
) as fc.Arbitrary<Plain>;
const paths = (olds: Plain, news: Plain) =>
  detailedDiff(olds, news).map(({ path, kind }) => `${kind} ${path}`);

describe("the detailed difference of two versions of a resource", () => {
  it("is empty between a version and itself", () => {
    fc.assert(fc.property(inputs, (version) => assert.deepEqual(detailedDiff(version, version), [])));
  });
  it("is empty only between equal versions", () => {
    const withoutNull = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value).replaceAll("null", "0"));
    fc.assert(
      fc.property(inputs, inputs, (a, b) => {
        const [olds, news] = [withoutNull(a) as Plain, withoutNull(b) as Plain];
        assert.equal(detailedDiff(olds, news).length === 0, canonical(olds) === canonical(news));
      }),
    );
  });
  it("swaps additions and deletions when the versions are swapped", () => {
    const swapped: Record<string, string> = { add: "delete", delete: "add", update: "update" };
    fc.assert(
      fc.property(inputs, inputs, (olds, news) => {
        const there = detailedDiff(olds, news).map(({ path, kind }) => `${swapped[kind]} ${path}`);
        assert.deepEqual(there, paths(news, olds));
      }),
    );
  });
  it("names leaves by the paths that Pulumi prints", () => {
    const olds = { tags: { Name: "a", "aws:x": "1" }, rules: [{ priority: 1 }, { priority: 2 }], gone: true };
    const news = { tags: { Name: "b", "aws:x": "2" }, rules: [{ priority: 1 }], added: UNKNOWN };
    assert.deepEqual(paths(olds, news), [
      "add added",
      "delete gone",
      "delete rules[1]",
      "update tags.Name",
      'update tags["aws:x"]',
    ]);
  });
});
