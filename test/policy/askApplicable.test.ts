import assert from "node:assert/strict";
import type { Policies } from "@pulumi/policy";
import { eachType, typesPresent, type TypesOf } from "../../policy/host/askApplicable";
import { crossGuardPolicies } from "../../policy/host/crossguard";
import { FIXTURE_DAY } from "../../policy/model/fixture";
import { rules } from "../../policy/rules/index";
import { KEY, alone, ask, mistakes, server, whole } from "./engineMessages";

const TABLE = { ...KEY, type: "aws:dynamodb/table:Table", urn: `${KEY.urn}-table`, props: {} };

/** Policies that note their names and what they are shown. */
function noting(asked: string[], seen: unknown[] = []): Policies {
  const common = { description: "notes", enforcementLevel: "mandatory" as const };
  const names = ["key", "table", "any"];
  return [
    ...names.map((name) => ({ ...common, name, validateResource: () => void asked.push(name) })),
    ...names.map((name) => ({
      ...common,
      name: `${name}-stack`,
      validateStack: ({ resources }: { resources: readonly unknown[] }) => {
        asked.push(`${name}-stack`);
        seen.push(...resources);
      },
    })),
  ];
}
const typesOf: TypesOf = (policy) =>
  ({ key: [KEY.type], table: [TABLE.type], "key-stack": [KEY.type], "table-stack": [TABLE.type] })[policy];

/** The guard's way to serve, in the place of the SDK's. */
const each =
  (types: TypesOf): typeof server.makeAnalyzeRpcFun =>
  (...[pack, version, level, policies]) =>
    eachType(
      (chosen) => server.makeAnalyzeRpcFun(pack, version, level, chosen) as never,
      policies,
      types,
    ) as ReturnType<typeof server.makeAnalyzeRpcFun>;
const present =
  (types: TypesOf): typeof server.makeAnalyzeStackRpcFun =>
  (...[pack, version, level, policies]) =>
    typesPresent(
      (chosen) => server.makeAnalyzeStackRpcFun(pack, version, level, chosen) as never,
      policies,
      types,
    ) as ReturnType<typeof server.makeAnalyzeStackRpcFun>;

describe("asking the policies that a request concerns", () => {
  it("asks about a resource those that look at its type, or at any", async () => {
    const asked: string[] = [];
    const policies = noting(asked);
    await ask(each(typesOf), policies, alone(KEY));
    assert.deepEqual(asked, ["key", "any"]);
    await ask(each(typesOf), policies, alone({ ...KEY, type: "aws:sqs/queue:Queue" }));
    assert.deepEqual(asked, ["key", "any", "any"]);
  });

  it("asks about a stack those that look at a type in it, and shows them the same resources", async () => {
    const asked: string[] = [];
    const seen: unknown[] = [];
    await ask(present(typesOf), noting(asked, seen), whole([KEY]));
    assert.deepEqual(asked, ["key-stack", "any-stack"]);
    assert.equal(seen.length, 2);
    assert.equal(seen[0], seen[1]);
    await ask(present(typesOf), noting(asked), whole([TABLE, KEY]));
    assert.deepEqual(asked.slice(2), ["key-stack", "table-stack", "any-stack"]);
  });

  it("changes no answer", async () => {
    const input = { exemptions: [], today: FIXTURE_DAY, stage: "prod", configDir: __dirname };
    const shown = mistakes();
    const types = new Map(rules.map((rule) => [rule.id, rule.types]));
    const answers = async (
      one: typeof server.makeAnalyzeRpcFun,
      all: typeof server.makeAnalyzeStackRpcFun,
    ): Promise<readonly string[]> => {
      const policies = crossGuardPolicies({ ...input, rules });
      const resources = await Promise.all(shown.map((resource) => ask(one, policies, alone(resource))));
      const stack = await ask(all, policies, whole(shown));
      return [...resources, stack].map((answer) => JSON.stringify(answer.toObject()));
    };
    const before = await answers(server.makeAnalyzeRpcFun, server.makeAnalyzeStackRpcFun);
    const typesOfRules: TypesOf = (policy) => types.get(policy);
    assert.deepEqual(await answers(each(typesOfRules), present(typesOfRules)), before);
    assert.ok(before.filter((answer) => answer.includes('"policyname"')).length > 40);
  });

  it("passes on what the SDK cannot read", async () => {
    const bare = whole([KEY]);
    bare.getResourcesList().forEach((resource) => resource.setOptions());
    await assert.rejects(ask(present(typesOf), noting([]), bare), /more recent version of the Pulumi CLI/);
  });
});
