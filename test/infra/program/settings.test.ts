import assert from "node:assert/strict";
import { stageJsonSchema } from "../../../infra/stage";
import { createCloud } from "../../../local/cloud";
import type { Graph } from "../../../local/graph";
import { compareGraphs } from "../../../local/plan";
import { evaluateStage, type Settings } from "../evaluateStage";
import { heldElsewhere, type SettingChange, settingChanges } from "./settingChanges";

/** `update Function partner-keys-rotator-function environment`: a change, or with `*` a pattern of such. */
const pattern = (text: string) =>
  new RegExp(
    `^${text
      .split("*")
      .map((part) => part.replace(/[.$]/g, "\\$&"))
      .join("[^ ]*")}$`,
  );

/** The dashboard draws the thresholds of many: whoever moves one of them moves it. */
const shared = "update Dashboard dashboard-dashboard dashboardBody";

function put(settings: Settings, key: string, value: unknown): void {
  const path = key.split(".");
  const last = path.pop() ?? "";
  let section = settings;
  for (const part of path) {
    section[part] ??= {};
    section = section[part] as Settings;
  }
  section[last] = value;
}

/** Whether two rows could not be told apart in one graph: a change of the one could be a change of the other. */
function collide(one: SettingChange, other: SettingChange): boolean {
  return one.changes.some((left) =>
    other.changes.some((right) => {
      if (left === shared || right === shared) return false;
      return pattern(left).test(right) || pattern(right).test(left);
    }),
  );
}

/** As few graphs as can be: settings whose changes can be told apart go into one. */
function batches(rows: readonly SettingChange[]): SettingChange[][] {
  const made: SettingChange[][] = [];
  for (const row of rows) {
    const free = made.find((batch) => !batch.some((other) => collide(row, other)));
    if (free) free.push(row);
    else made.push([row]);
  }
  return made;
}

function changesOf(before: Graph, after: Graph): string[] {
  return compareGraphs(before, after, createCloud()).flatMap(({ kind, type, name, properties }) => {
    const what = `${kind} ${type.split(":").pop() ?? ""} ${name}`;
    return properties.length > 0 ? properties.map(({ property }) => `${what} ${property}`) : [what];
  });
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** `storefront.throttle.burst`: the keys that have none below them. */
function leaves({ properties }: Schema, path: readonly string[] = []): string[] {
  if (!properties) return [path.join(".")];
  return Object.entries(properties).flatMap(([key, schema]) => leaves(schema, [...path, key]));
}

describe("one changed setting", () => {
  let asItIs: Graph;
  before(async () => {
    asItIs = await evaluateStage("prod");
  });

  it("is in the table, or has a reason not to be, whichever it is", () => {
    const { config } = (stageJsonSchema() as Schema).properties ?? {};
    const stage = config?.properties?.["gatehouse:stage"] ?? assert.fail("no stage in the schema");
    const known = [...settingChanges.flatMap(({ set }) => Object.keys(set)), ...Object.keys(heldElsewhere)];
    const covers = (key: string, leaf: string) => leaf === key || leaf.startsWith(`${key}.`);
    const keys = leaves(stage);
    assert.ok(keys.length > 100);
    assert.deepEqual(
      keys.filter((leaf) => !known.some((key) => covers(key, leaf))),
      [],
    );
    assert.deepEqual(
      known.filter(
        (key) =>
          !keys.some((leaf) => covers(key, leaf) || leaf.startsWith(`${key}.`) || key.startsWith(`${leaf}.`)),
      ),
      [],
    );
  });

  for (const [index, batch] of batches(settingChanges).entries()) {
    it(`changes what it should and nothing else (${index + 1}: ${batch.length} rows)`, async () => {
      const after = await evaluateStage("prod", {
        change: (settings) => {
          for (const { set } of batch)
            for (const [key, value] of Object.entries(set)) put(settings, key, value);
        },
      });
      const found = changesOf(asItIs, after);
      for (const { set, changes } of batch)
        for (const expected of changes)
          assert.ok(
            found.some((change) => pattern(expected).test(change)),
            `${Object.keys(set).join()} does not: ${expected}`,
          );
      const expected = batch.flatMap(({ changes }) => changes).map(pattern);
      assert.deepEqual(
        found.filter((change) => !expected.some((one) => one.test(change))),
        [],
      );
    });
  }
});
