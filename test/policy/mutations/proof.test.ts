import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../../../policy/guard";
import { rules } from "../../../policy/rules/index";
import type { Resources } from "./mutation";
import { PROOF_PAGE, proofPage } from "./page";
import { judge, judgeChanged, productionStage } from "./production";
import { mutations } from "./index";

/** Most mutations start from the same stage; judging it once is enough. */
const judged = new WeakMap<Resources, readonly Finding[]>();

function violationsOf(resources: Resources): readonly Finding[] {
  const found =
    judged.get(resources) ?? judge(resources).findings.filter(({ verdict }) => verdict === "violation");
  judged.set(resources, found);
  return found;
}

const keyOf = ({ rule, urn, property, message }: Finding): string =>
  JSON.stringify([rule, urn, property, message]);

/** The rules that say something of a graph that they did not say of the other. */
function newlyFiring(before: Resources, after: Resources): ReadonlySet<string> {
  const known = new Set(violationsOf(before).map(keyOf));
  return new Set(
    judgeChanged(before, after)
      .filter((finding) => finding.verdict === "violation" && !known.has(keyOf(finding)))
      .map(({ rule }) => rule),
  );
}

describe("each rule, proved on the production stage", function () {
  this.timeout(120_000);
  let stage: Resources;

  before(async () => {
    stage = await productionStage();
  });

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
    assert.deepEqual(
      violationsOf(stage).map(({ rule, urn, message }) => `${rule} ${urn}: ${message}`),
      [],
    );
  });

  for (const [id, mutation] of Object.entries(mutations))
    it(`${id} catches its mutation, and only its companions fire too`, () => {
      const fired = newlyFiring(mutation.before(stage), mutation.after(stage));
      assert.ok(fired.has(id), `only these fired: ${[...fired].join(", ") || "none"}`);
      const allowed = new Set([id, ...mutation.companions]);
      assert.deepEqual(
        [...fired].filter((rule) => !allowed.has(rule)),
        [],
        "unrelated rules fired",
      );
    });
});
