import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stageJsonSchema } from "../../../infra/stage";
import { createCloud } from "../../../local/cloud";
import type { Graph } from "../../../local/graph";
import { compareGraphs } from "../../../local/plan";
import { evaluateStage, inputsOf, type Settings } from "../evaluateStage";
import { heldElsewhere, type SettingChange, settingChanges } from "./settingChanges";

/** `update Function partner-keys-rotator-function environment`: a change, or with `*` a pattern of such. */
const pattern = (text: string) =>
  new RegExp(
    `^${text
      .split("*")
      .map((part) => part.replace(/[.$]/g, "\\$&"))
      .join("[^ ]*")}$`,
  );

/**
 * What several may do in one graph and still be told apart by the rest: the dashboard draws the thresholds of many, and a
 * deployment has all that shapes its API.
 */
const shared = /^(update Dashboard|replace Deployment|update Stage [^ ]+ deployment(Id)?$)/;

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

/** A change, and what the property holds afterwards, or no longer; without a text, any change of it. */
function split(change: string): { readonly what: string; readonly holds?: string; readonly lost?: string } {
  const [what = "", holds] = change.split(" => ");
  if (holds === undefined) return { what };
  return holds.startsWith("no ") ? { what, lost: holds.slice("no ".length) } : { what, holds };
}

/** Whether the first deletes what the second changes, or replaces what the second only updates. */
function hides(one: string, other: string): boolean {
  const [kind, type, name = ""] = one.split(" ");
  const [otherKind, otherType, otherName = ""] = other.split(" ");
  return (
    (kind === "delete" || (kind === "replace" && otherKind === "update")) &&
    type === otherType &&
    (pattern(name).test(otherName) || pattern(otherName).test(name))
  );
}

/** Whether two rows could not be told apart in one graph: a change of the one could be a change of the other. */
function collide(one: SettingChange, other: SettingChange): boolean {
  const keys = Object.keys(one.set);
  if (Object.keys(other.set).some((key) => keys.includes(key))) return true;
  return one.changes.map(split).some((left) =>
    other.changes.map(split).some((right) => {
      if (hides(left.what, right.what) || hides(right.what, left.what)) return true;
      if (shared.test(left.what) && shared.test(right.what)) return false;
      if (left.holds !== undefined && right.holds !== undefined && left.holds !== right.holds) return false;
      return pattern(left.what).test(right.what) || pattern(right.what).test(left.what);
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

/** One change, with the property as text before and after. */
interface Found {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

function changesOf(before: Graph, after: Graph): Found[] {
  const inputs = (graph: Graph) =>
    new Map(graph.resources.map((resource) => [resource.urn, inputsOf(resource)]));
  const [old, made] = [inputs(before), inputs(after)];
  const text = (value: unknown) => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));
  return compareGraphs(before, after, createCloud()).flatMap(({ urn, kind, type, name, properties }) => {
    const what = `${kind} ${type.split(":").pop() ?? ""} ${name}`;
    if (properties.length === 0) return [{ what, before: "", after: "" }];
    return properties.map(({ property }) => ({
      what: `${what} ${property}`,
      before: text(old.get(urn)?.[property]),
      after: text(made.get(urn)?.[property]),
    }));
  });
}

function shows(found: readonly Found[], expected: string): boolean {
  const { what, holds, lost } = split(expected);
  const made = found.filter((change) => pattern(what).test(change.what));
  if (lost !== undefined)
    return made.some(({ before, after }) => before.includes(lost) && !after.includes(lost));
  if (holds === undefined) return made.length > 0;
  return made.some(({ before, after }) => after.includes(holds) && !before.includes(holds));
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

  it("is held where the reason says", () => {
    for (const [key, { test }] of Object.entries(heldElsewhere)) {
      const file = join(__dirname, "..", test);
      assert.ok(existsSync(file), `${key}: there is no test/infra/${test}`);
      const [name = ""] = key.split(".").slice(-1);
      assert.match(readFileSync(file, "utf8"), new RegExp(`\\b${name}\\b`), `${test} does not name ${key}`);
      const inTable = settingChanges.some(({ set }) => Object.keys(set).includes(key));
      assert.ok(!inTable, `${key} is in the table, too`);
    }
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
          assert.ok(shows(found, expected), `${Object.keys(set).join()} does not: ${expected}`);
      const expected = batch.flatMap(({ changes }) => changes).map((change) => pattern(split(change).what));
      assert.deepEqual(
        found.map(({ what }) => what).filter((what) => !expected.some((one) => one.test(what))),
        [],
      );
    });
  }
});
