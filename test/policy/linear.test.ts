import assert from "node:assert/strict";
import { syntheticResources } from "../../bench/syntheticResources";
import { runGuard, type DeploymentResource } from "../../policy/guard";
import { keyed } from "../../policy/model/keyed";
import { Resource } from "../../policy/model/resource";
import type { Rule } from "../../policy/model/rule";
import { Stack } from "../../policy/model/stack";
import { rules } from "../../policy/rules/index";
import { productionStage } from "./mutations/production";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const COPIES = 6;
/** Reads on a stack of COPIES copies may be so many times those on one; a rule that compares all with all has COPIES². */
const LINEAR = COPIES * 1.5;
/** Copies keep texts that name resources inside of others, such as URIs, so that all lead to those of the first. */
const FEW_READS = 600;

/** How often each rule reads a resource or takes a list of resources of the stack, which is what grows. */
function readsOf(
  resources: readonly DeploymentResource[],
  judged: readonly Rule[] = rules,
): ReadonlyMap<string, number> {
  let reads = 0;
  const restore: (() => void)[] = [];
  /** Counts a method or getter of a class until the counting is over. */
  const count = (prototype: object, name: string, cost: (result: unknown) => number): void => {
    const own = Object.getOwnPropertyDescriptor(prototype, name);
    assert.ok(own, name);
    const counted = (original: (this: object, ...of: unknown[]) => unknown) =>
      function (this: object, ...of: unknown[]): unknown {
        const result = original.apply(this, of);
        reads += cost(result);
        return result;
      };
    const { get, value } = own as { get?: () => unknown; value?: (...of: unknown[]) => unknown };
    const original = get ?? value;
    assert.ok(original, name);
    const replaced = counted(original);
    Object.defineProperty(prototype, name, { ...own, ...(get ? { get: replaced } : { value: replaced }) });
    restore.push(() => Object.defineProperty(prototype, name, own));
  };
  for (const name of ["props", "outputs", "id", "dependencies", "get", "dependenciesOf"])
    count(Resource.prototype, name, () => 1);
  count(Stack.prototype, "ofType", (list) => (list as readonly unknown[]).length);
  const byRule = new Map<string, number>();
  const counting = judged.map((rule): Rule => ({
    ...rule,
    check(context) {
      const before = reads;
      rule.check(context);
      byRule.set(rule.id, (byRule.get(rule.id) ?? 0) + reads - before);
    },
  }));
  try {
    runGuard({
      resources,
      stack: "prod",
      project: "gatehouse",
      today: "2026-01-01",
      rules: counting,
      config: {},
      exemptions: { exemptions: [] },
    });
  } finally {
    for (const undo of restore) undo();
  }
  return byRule;
}

type Resources = readonly DeploymentResource[];

/** The rules whose reads grow faster than the stack. */
async function growing(judged: readonly Rule[], as: (resources: Resources) => Resources): Promise<string[]> {
  const stage = await productionStage();
  const copies = syntheticResources(
    stage as Parameters<typeof syntheticResources>[0],
    stage.length * COPIES,
  ) as unknown as Resources;
  const [one, many] = [readsOf(as(stage), judged), readsOf(as(copies), judged)];
  return [...many]
    .filter(([id, reads]) => reads > FEW_READS && reads > LINEAR * (one.get(id) ?? 0))
    .map(([id, reads]) => `${id}: ${one.get(id) ?? 0} → ${reads}`);
}

const deployed = (resources: Resources): Resources => resources;

/** As a first preview has them: what a provider would answer is not known. */
const previewed = (resources: Resources): Resources =>
  resources.map((resource) => ({ ...resource, id: undefined, outputs: {} }));

describe("the time of the rules", () => {
  for (const as of [deployed, previewed])
    it(`grows with the number of resources, and not with its square: ${as.name}`, async () => {
      assert.deepEqual(await growing(rules, as), []);
    });

  it("would be seen to, with a rule that looks at all others", async () => {
    const [rule] = rules.filter(({ id }) => id === "sg-attached");
    assert.ok(rule);
    const slow: Rule = {
      ...rule,
      check: ({ stack, resource, expect }) =>
        expect(
          stack.resources.some((other) => other.dependencies.includes(`${resource.urn}?`)),
          "",
          "",
        ),
    };
    assert.equal((await growing([slow], deployed)).length, 1);
  });
});

describe("an index of a stack", () => {
  const at = (name: string, props: Record<string, unknown>) =>
    new Resource({ urn: `urn:pulumi:prod::shop::a:b:C::${name}`, type: "a:b:C", props: props as never });
  const stack = new Stack(
    [
      at("one", { name: "x" }),
      at("two", { name: "y" }),
      at("three", { name: UNKNOWN }),
      at("four", { name: "x" }),
    ],
    "shop",
    "prod",
  );
  const byName = keyed(["a:b:C"], (resource) => [resource.get("name"), resource.get("other")])(stack);
  const names = (resources: readonly Resource[]) => resources.map(({ name }) => name);

  it("finds by each key, in the order of the program", () => {
    assert.deepEqual(names(byName.of("x")), ["one", "four"]);
    assert.deepEqual(names(byName.of("y", "x")), ["one", "two", "four"]);
    assert.deepEqual(names(byName.of("z", undefined)), []);
  });

  it("keeps apart what may turn out to have the key", () => {
    assert.deepEqual(names(byName.unsure), ["three"]);
    assert.deepEqual(names(byName.maybe("x")), ["one", "three", "four"]);
    assert.equal(byName.has("x"), true);
    assert.equal(byName.has("z"), "unknown");
    assert.equal(keyed(["d:e:F"], () => ["x"])(stack).has("x"), false);
  });
});
