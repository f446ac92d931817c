import assert from "node:assert/strict";
import fc from "fast-check";
import { runGuard, type DeploymentResource } from "../../policy/guard";
import { evaluate } from "../../policy/model/evaluate";
import { FIXTURE_DAY, fixtureStack } from "../../policy/model/fixture";
import { isObject, UNKNOWN } from "../../policy/model/wire";
import { rules } from "../../policy/rules/index";

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** Values that programs and hand-edited exports hold where something else is expected. */
const poison = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    UNKNOWN,
    "",
    "{",
    "[]",
    "{}",
    '{"Statement":[null,1,"x"]}',
    0,
    -1,
    NaN,
    true,
    [],
    {},
    [null],
    [[[]]],
  ),
  fc.constantFrom<unknown>(
    SECRET,
    { ...SECRET, plaintext: "{" },
    { ...SECRET, ciphertext: "x" },
    { ...SECRET, value: UNKNOWN },
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string(),
);

/** Replaces some places of a value by poison, and cuts some strings short. */
function mutate(value: unknown, next: () => number, bad: readonly unknown[]): unknown {
  const dice = next();
  if (dice % 5 === 0) return bad[dice % bad.length];
  if (typeof value === "string" && dice % 3 === 0) return value.slice(0, dice % (value.length + 1));
  if (Array.isArray(value)) return value.map((item) => mutate(item, next, bad));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) =>
      next() % 7 === 0 ? [] : [[key, mutate(item, next, bad)]],
    ),
  );
}

const counter = (seeds: readonly number[]): (() => number) => {
  let at = 0;
  return () => seeds[at++ % seeds.length] ?? 0;
};

describe("rules on hostile input", () => {
  for (const rule of rules)
    it(`${rule.id} answers whatever the resources hold`, () => {
      fc.assert(
        fc.property(
          fc.array(fc.nat(1000), { minLength: 5, maxLength: 40 }),
          fc.array(poison, { minLength: 3, maxLength: 8 }),
          fc.constantFrom(
            rule.compliant,
            ...Object.values(rule.violations).map(({ change }) => change(rule.compliant)),
          ),
          (seeds, bad, fixture) => {
            const next = counter(seeds);
            const stack = fixtureStack(fixture, (value) => {
              const mutated = mutate(value, next, bad);
              return isObject(mutated) ? mutated : {};
            });
            const outcomes = evaluate(rule, stack, rule.options.parse({}), FIXTURE_DAY);
            assert.equal(outcomes.length, stack.ofType(...rule.types).length);
          },
        ),
        { numRuns: 60 },
      );
    });

  it("runs on deployments whose fields are of any kind", () => {
    const types = [...new Set(rules.flatMap((rule) => rule.types))];
    const resource = fc.record(
      {
        urn: fc.constantFrom("urn:pulumi:dev::p::t::a", "urn:pulumi:dev::p::t::b", "", "x"),
        type: fc.constantFrom(...types),
        inputs: poison,
        outputs: poison,
        parent: poison,
        provider: poison,
        dependencies: poison,
        propertyDependencies: poison,
        additionalSecretOutputs: poison,
        sourcePosition: poison,
        id: poison,
      },
      { requiredKeys: ["urn", "type"] },
    );
    fc.assert(
      fc.property(fc.array(resource, { maxLength: 30 }), (resources) => {
        runGuard({
          resources: resources as DeploymentResource[],
          stack: "dev",
          project: "p",
          config: {},
          exemptions: { exemptions: [] },
        });
      }),
      { numRuns: 100 },
    );
  });

  describe("finishes on documents that nobody wrote by hand", function () {
    this.timeout(60_000);
    const types = [...new Set(rules.flatMap((rule) => rule.types))];
    const statement = { Effect: "Allow", Principal: "*", Action: ["s3:*", "sqs:*"], Resource: "*" };
    const policy = (...statements: readonly object[]): string => JSON.stringify({ Statement: statements });
    const many = (count: number, one: object): readonly object[] => Array.from({ length: count }, () => one);
    const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
    const cyclic: Record<string, unknown> = { Effect: "Allow", paths: { "/a": {} } };
    cyclic.Statement = [cyclic];
    cyclic.paths = { "/a": { get: cyclic } };
    const documents: Readonly<Record<string, unknown>> = {
      "a string of a megabyte": policy({ ...statement, Action: "x".repeat(1_000_000) }),
      "ten thousand statements": policy(...many(10_000, statement)),
      "ten thousand statements that are no text": { Statement: many(10_000, statement) },
      "many that allow, and many that deny": policy(
        ...many(400, statement),
        ...many(400, { ...statement, Effect: "Deny", Resource: "a" }),
      ),
      "patterns of stars": policy({
        ...statement,
        Action: "*a".repeat(40_000),
        Resource: "*b".repeat(40_000),
      }),
      "objects in objects": nested(20_000),
      "operations in operations": `{"paths":{"/a":{"get":${nested(20_000)}}}}`,
      "lists in lists": `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
      itself: cyclic,
    };
    const findings = (document: unknown) => {
      const resources = types.map((type, index) => ({
        urn: `urn:pulumi:dev::p::${type}::r${index}`,
        type,
        inputs: {
          policy: document,
          body: document,
          assumeRolePolicy: document,
          redrivePolicy: document,
          inlinePolicies: [{ policy: document }],
        },
      }));
      const exemptions = { exemptions: [] };
      return runGuard({ resources, stack: "dev", project: "p", config: {}, exemptions }).findings;
    };
    /** Documents that no service would take: nothing can be said in their favour. */
    const unreadable = new Set([
      "a string of a megabyte",
      "ten thousand statements",
      "ten thousand statements that are no text",
      "lists in lists",
    ]);
    for (const [name, document] of Object.entries(documents))
      it(name, () => {
        const refused = findings(document).some(
          ({ rule, urn, verdict }) =>
            rule === "iam-no-admin" && urn.includes("aws:iam/policy:Policy") && verdict === "violation",
        );
        assert.equal(refused, unreadable.has(name));
      });
  });

  it("follows cyclic dependencies and parents to an end", () => {
    const urn = (name: string) => `urn:pulumi:dev::p::aws:apigateway/deployment:Deployment::${name}`;
    const cyclic = ["a", "b"].map((name) => ({
      urn: urn(name),
      type: "aws:apigateway/deployment:Deployment",
      parent: urn(name),
      dependencies: [urn("a"), urn("b")],
      propertyDependencies: { restApi: [urn(name)] },
      inputs: { restApi: "api" },
    }));
    const verdict = runGuard({
      resources: cyclic,
      stack: "dev",
      project: "p",
      config: {},
      exemptions: { exemptions: [] },
    });
    assert.equal(verdict.counts.judged, 2);
  });
});
