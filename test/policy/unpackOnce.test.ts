import assert from "node:assert/strict";
import { createRequire } from "node:module";
import type { Policies } from "@pulumi/policy";
import { crossGuardPolicies } from "../../policy/host/crossguard";
import { unpackOnce } from "../../policy/host/unpackOnce";
import { evaluate } from "../../policy/model/evaluate";
import { FIXTURE_DAY, fixtureStack } from "../../policy/model/fixture";
import { rules } from "../../policy/rules/index";
import { KEY, alone, ask, mistakes, server, whole } from "./engineMessages";

const sdk = createRequire(__filename);

/** Takes back what `unpackOnce` did to the SDK. */
function restoring(run: () => Promise<void>): () => Promise<void> {
  return async () => {
    const modules = ["deserialize", "proxy"].map((name) => sdk(`@pulumi/policy/${name}`) as object);
    const before = modules.map((module) => ({ ...module }));
    try {
      await run();
    } finally {
      modules.forEach((module, index) => Object.assign(module, before[index]));
    }
  };
}

/** Two policies of each kind, which keep what they are shown. */
function watching(seen: unknown[]): Policies {
  const common = { description: "watches", enforcementLevel: "mandatory" as const };
  return ["first", "second"].flatMap((name): Policies => [
    { ...common, name: `${name}-resource`, validateResource: ({ props }) => void seen.push(props) },
    {
      ...common,
      name: `${name}-stack`,
      validateStack: ({ resources }) => void seen.push(...resources.map(({ props }) => props)),
    },
  ]);
}

describe("unpacking once", () => {
  it(
    "shows the policies of a request the same object, and those of another request another",
    restoring(async () => {
      unpackOnce();
      const seen: unknown[] = [];
      await ask(server.makeAnalyzeRpcFun, watching(seen), alone(KEY));
      await ask(server.makeAnalyzeStackRpcFun, watching(seen), whole([KEY]));
      assert.equal(seen.length, 4);
      assert.equal(seen[0], seen[1]);
      assert.equal(seen[2], seen[3]);
      assert.notEqual(seen[0], seen[2]);
    }),
  );

  it(
    "still refuses the reading of what is unknown",
    restoring(async () => {
      unpackOnce();
      const reading: Policies = [
        {
          name: "reads",
          description: "reads",
          enforcementLevel: "mandatory",
          validateResource: ({ props }) => void String(props.arn),
        },
      ];
      const answer = await ask(server.makeAnalyzeRpcFun, reading, alone(KEY));
      assert.match(answer.getDiagnosticsList()[0]?.getMessage() ?? "", /can't be known during preview/);
    }),
  );

  it(
    "gives a remediation an object of its own, to write to",
    restoring(async () => {
      unpackOnce();
      const seen: unknown[] = [];
      const writing: Policies = [
        {
          name: "writes",
          description: "writes",
          enforcementLevel: "remediate",
          remediateResource: ({ props }) => Object.assign(props, { tags: { team: "orders" } }),
        },
      ];
      const request = alone({ ...KEY, props: { description: "orders" } });
      await ask(server.makeAnalyzeRpcFun, watching(seen), request);
      const answer = await ask(server.makeRemediateRpcFun, writing, request);
      assert.deepEqual(answer.getRemediationsList()[0]?.getProperties()?.toJavaScript().tags, {
        team: "orders",
      });
      assert.ok(!Object.hasOwn(seen[0] as object, "tags"));
    }),
  );

  it(
    "changes no answer",
    restoring(async () => {
      const input = { exemptions: [], today: FIXTURE_DAY, stage: "prod", configDir: __dirname };
      const shown = mistakes();
      const answers = async (): Promise<readonly string[]> => {
        const policies = crossGuardPolicies({ ...input, rules });
        const resources = await Promise.all(
          shown.map((one) => ask(server.makeAnalyzeRpcFun, policies, alone(one))),
        );
        const stack = await ask(server.makeAnalyzeStackRpcFun, policies, whole(shown));
        return [...resources, stack].map((answer) => JSON.stringify(answer.toObject()));
      };
      const before = await answers();
      unpackOnce();
      assert.deepEqual(await answers(), before);
      assert.ok(before.filter((answer) => answer.includes('"policyname"')).length > 40);
    }),
  );

  it("can be, since no rule writes to what it is shown", () => {
    for (const rule of rules)
      for (const fixture of [
        rule.compliant,
        ...Object.values(rule.violations).map(({ change }) => change(rule.compliant)),
      ])
        evaluate(rule, fixtureStack(fixture, frozen), rule.options.parse({}), FIXTURE_DAY);
  });
});

function frozen<Kind>(value: Kind): Kind {
  if (typeof value !== "object" || value === null) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
