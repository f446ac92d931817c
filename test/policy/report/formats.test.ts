import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import sarifSchema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
import Ajv from "ajv";
import Ajv4 from "ajv-draft-04";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { FORMATS, formatReport, type Report } from "../../../policy/guard";
import { reported } from "../../../policy/report/report";
import { alone, compared, judge, key, mixed, urn } from "./sample";

const ajv4 = new Ajv4({ strict: false, unicodeRegExp: false });
addFormats(ajv4 as unknown as Parameters<typeof addFormats>[0]);
const validSarif = ajv4.compile(sarifSchema);
const validVerdict = addFormats(new Ajv({ strict: false })).compile(
  JSON.parse(readFileSync(join(__dirname, "../../../policy/report/verdict.schema.json"), "utf8")) as object,
);

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleIndex: number;
      readonly ruleId: string;
      readonly level: string;
      readonly baselineState?: string;
      readonly suppressions?: readonly unknown[];
      readonly properties: { readonly id: string };
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region: { readonly startLine: number };
        };
      }[];
    }[];
  }[];
}

const sarif = (report: Report) => JSON.parse(formatReport(report, "sarif")) as Sarif;

/** Ids in the order in which a form names them first. */
function ids(report: Report, format: (typeof FORMATS)[number]): readonly string[] {
  // The base's own list comes after the findings, and names findings that are no longer there.
  const gone = new Set(report.comparison?.fixed.map(({ id }) => id));
  const found =
    formatReport(report, format, { width: 1000 }).match(/(kms|sns|exemption)[a-z-]*-[0-9a-f]{10}/g) ?? [];
  return [...new Set(found)].filter((id) => !gone.has(id));
}

describe("the forms of a report", () => {
  for (const [name, make] of [
    ["alone", alone],
    ["against a base", compared],
  ] as const)
    for (const format of FORMATS)
      it(`${format}, ${name}, has every finding once, in the one order`, () => {
        const report = make();
        const expected = reported(report).map(({ id }) => id);
        assert.equal(new Set(expected).size, 4);
        assert.deepEqual(ids(report, format), expected);
      });

  it("keep an id while the message changes, and give another property another", () => {
    const id = (days: number) => judge([key("a", days)]).findings[0]?.id;
    assert.equal(id(3), id(4));
    const both = judge([key("a", 3), key("b", 3)]).findings.map((finding) => finding.id);
    assert.equal(new Set(both).size, 2);
  });

  it("name the place of the nearest parent where a resource has none", () => {
    const found = alone().verdict.findings.find(({ rule }) => rule === "sns-no-http-subscription");
    assert.equal(found?.source, "infra/alarms.ts:3:1");
  });

  it("take places from whoever knows them better", () => {
    const verdict = judge(mixed, {
      locate: ({ property }: { property?: string }) =>
        property === "protocol" ? "services/x/openapi.yaml:7:3" : undefined,
    });
    assert.deepEqual(
      new Set(verdict.findings.map(({ source }) => source)),
      new Set(["infra/keys.ts:12:5", "services/x/openapi.yaml:7:3"]),
    );
    const places = sarif({ verdict }).runs[0]?.results.map(({ locations }) => {
      const { artifactLocation, region } = locations[0]?.physicalLocation ?? assert.fail("no location");
      return `${artifactLocation.uri}:${region.startLine}`;
    });
    assert.deepEqual(new Set(places), new Set(["infra/keys.ts:12", "services/x/openapi.yaml:7"]));
  });
});

describe("SARIF", () => {
  it("is valid 2.1.0, also of anything that a program may hold", () => {
    for (const report of [alone(), compared(), { verdict: judge([]) }])
      assert.ok(validSarif(sarif(report)), JSON.stringify(validSarif.errors));
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (name, file) => {
        const position = `project:///${file}#0,0`;
        const verdict = judge([{ ...key(name, 3), urn: urn("x", name), sourcePosition: position }]);
        assert.ok(validSarif(sarif({ verdict })), JSON.stringify(validSarif.errors));
      }),
      { numRuns: 50, examples: [["", "##"]] },
    );
  });

  it("names a file with any characters as a path, and nothing else", () => {
    const uri = (file: string) =>
      sarif({ verdict: judge([{ ...key("a", 3), sourcePosition: `project:///${file}#4,2` }]) }).runs[0]
        ?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri;
    assert.equal(uri("infra/a b.ts"), "infra/a%20b.ts");
    assert.equal(uri("infra/c#1?/x:y.ts"), "infra/c%231%3F/x%3Ay.ts");
  });

  it("refuses what is not valid: the schema is really applied", () => {
    assert.ok(!validSarif({ version: "2.1.0", runs: [{ results: [{}] }] }));
  });

  it("gives each result a file of the project, its rule, and a level by what it does", () => {
    const [run] = sarif(alone()).runs;
    assert.ok(run);
    for (const result of run.results) {
      assert.equal(run.tool.driver.rules[result.ruleIndex]?.id, result.ruleId);
      const place = result.locations[0]?.physicalLocation;
      assert.match(place?.artifactLocation.uri ?? "", /^infra\/\w+\.ts$/);
      assert.ok((place?.region.startLine ?? 0) > 1);
    }
    assert.deepEqual(
      run.results.map(({ level }) => level),
      ["error", "error", "error", "none"],
    );
    assert.equal(run.results.filter(({ suppressions }) => suppressions !== undefined).length, 1);
  });

  it("tells new from unchanged results", () => {
    const states = sarif(compared()).runs[0]?.results.map(({ baselineState }) => baselineState);
    assert.deepEqual(states, ["new", "new", "unchanged", "unchanged"]);
  });
});

describe("JSON", () => {
  it("fits its schema, alone and against a base", () => {
    for (const report of [alone(), compared()])
      assert.ok(validVerdict(JSON.parse(formatReport(report, "json"))), JSON.stringify(validVerdict.errors));
    assert.ok(!validVerdict({ schema: "gatehouse/verdict/1" }));
  });

  it("counts what is new and known, and lists what is fixed", () => {
    const { comparison } = JSON.parse(formatReport(compared(), "json")) as {
      comparison: { new: number; known: number; fixed: readonly { urn: string }[] };
    };
    assert.deepEqual([comparison.new, comparison.known], [2, 2]);
    assert.deepEqual(
      comparison.fixed.map((finding) => finding.urn.split("::").pop()),
      ["gone"],
    );
  });
});

describe("JUnit", () => {
  const junit = (report: Report) => formatReport(report, "junit");

  it("fails only what refuses the change, and counts as it lists", () => {
    for (const [report, failures] of [
      [alone(), 2],
      [compared(), 1],
    ] as const) {
      const text = junit(report);
      assert.equal(text.match(/<failure /g)?.length, failures);
      assert.equal(text.match(/<testcase /g)?.length, 5);
      assert.match(
        text,
        new RegExp(
          `<testsuites name="gatehouse" tests="5" failures="${failures}" errors="0" skipped="${4 - failures}">`,
        ),
      );
    }
  });

  it("says that something was looked at when nothing was found", () => {
    assert.match(junit({ verdict: judge([key("good", 30)]) }), /<testcase name="Guard on prod: 1 of 2 rules/);
  });

  it("stays well-formed whatever a program holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        const text = junit({ verdict: judge([{ ...key("a", 3), urn: urn("x", name) }]) });
        assert.doesNotMatch(text, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
        assert.doesNotMatch(text, /&(?!(amp|lt|gt|quot|#10);)/);
        assert.equal(text.match(/</g)?.length, text.match(/>/g)?.length);
      }),
      { numRuns: 50 },
    );
  });
});
