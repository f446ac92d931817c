import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../../../policy/guard";
import { rules } from "../../../policy/rules/index";
import type { Mutation, Resources } from "./mutation";
import { PROOF_PAGE, proofPage } from "./page";
import { faultsOf, faultsOfChange, judge, productionStage } from "./production";
import { mutations } from "./index";

const keyOf = ({ rule, urn, property, message }: Finding): string =>
  JSON.stringify([rule, urn, property, message]);

describe("each rule, proved on the production stage", function () {
  this.timeout(120_000);
  let stage: Resources;
  /** What is said of the stage as it is: all of it is exempt. */
  let said: ReadonlySet<string>;

  before(async () => {
    stage = await productionStage();
    said = new Set(faultsOf(stage).map(keyOf));
  });

  /** The rules that say something of the graph after the mistake that they did not say before it. */
  function newlyFiring({ before, after }: Mutation): ReadonlySet<string> {
    const start = before(stage);
    const known = new Set(start === stage ? said : [...said, ...faultsOfChange(stage, start).map(keyOf)]);
    const found = faultsOfChange(start, after(stage));
    return new Set(found.filter((finding) => !known.has(keyOf(finding))).map(({ rule }) => rule));
  }

  it("has a mutation, and no mutation is without its rule", () => {
    assert.deepEqual(Object.keys(mutations).sort(), rules.map(({ id }) => id).sort());
  });

  it("has its line in the table of proofs", () => {
    const committed = readFileSync(join(__dirname, "../../..", PROOF_PAGE), "utf8");
    assert.ok(
      committed === proofPage(stage),
      `${PROOF_PAGE} is out of date: node -r ts-node/register test/policy/mutations/page.ts`,
    );
  });

  it("finds nothing wrong with the stage as it is", () => {
    const { findings } = judge(stage);
    const wrong = findings.filter(({ verdict }) => verdict === "violation");
    assert.deepEqual(
      wrong.map(({ rule, urn, message }) => `${rule} ${urn}: ${message}`),
      [],
    );
    assert.equal(said.size, findings.filter(({ verdict }) => verdict === "exempt").length);
  });

  for (const [id, mutation] of Object.entries(mutations))
    it(`${id} catches its mutation, and only its companions fire too`, () => {
      const fired = newlyFiring(mutation);
      assert.ok(fired.has(id), `only these fired: ${[...fired].join(", ") || "none"}`);
      const allowed = new Set([id, ...mutation.companions]);
      assert.deepEqual(
        [...fired].filter((rule) => !allowed.has(rule)),
        [],
        "unrelated rules fired",
      );
    });
});
