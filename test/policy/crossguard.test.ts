import assert from "node:assert/strict";
import type {
  PolicyResource,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { unknownCheckingProxy } from "@pulumi/policy";
import { crossGuardPolicies } from "../../policy/host/crossguard";
import { evaluate } from "../../policy/model/evaluate";
import { FIXTURE_DAY, fixtureStack, type Fixture } from "../../policy/model/fixture";
import type { Resource } from "../../policy/model/resource";
import type { Rule } from "../../policy/model/rule";
import { Stack } from "../../policy/model/stack";
import { UNKNOWN, type JsonObject } from "../../policy/model/wire";
import { rules } from "../../policy/rules/index";

/** A folder without settings: those of the stages name rules that a run of one rule does not have. */
const NO_SETTINGS = __dirname;

/** The engine's own proxy: reading an unknown through it throws. */
const proxied = (props: unknown): JsonObject =>
  (unknownCheckingProxy as (value: unknown) => JsonObject)(props ?? {});

const opts = (resource: Resource) => ({
  protect: resource.protect,
  deleteBeforeReplace: resource.deleteBeforeReplace,
  ignoreChanges: [...resource.ignoreChanges],
  aliases: [],
  customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
  additionalSecretOutputs: [...resource.additionalSecretOutputs],
});

const provider = (resource: Resource) => ({
  type: "pulumi:providers:aws",
  props: proxied({ region: resource.region.raw }),
  urn: "urn:pulumi:prod::fixture::pulumi:providers:aws::default",
  name: "default",
});

const common = (resource: Resource, view: "props" | "outputs") => ({
  type: resource.type,
  urn: resource.urn,
  name: resource.name,
  props: proxied(resource[view].raw),
  opts: opts(resource),
  provider: provider(resource),
  isType: () => false,
  asType: () => undefined,
});

function notApplicable(): never {
  throw new Error("rules do not use it");
}

type Reported = { readonly message: string; readonly urn: string | undefined };

/** Runs one policy as the engine does: resource by resource, or on the whole stack. */
async function run(
  rule: Rule,
  fixture: Fixture,
  alter?: (value: JsonObject) => JsonObject,
): Promise<readonly Reported[]> {
  const input = { rules: [rule], exemptions: [], today: "2026-01-15", stage: "prod", configDir: NO_SETTINGS };
  const [policy] = crossGuardPolicies(input);
  const { resources } = fixtureStack(fixture, alter);
  const reported: Reported[] = [];
  const shared = {
    stackTags: new Map<string, string>(),
    getConfig: <T extends object>() => ({}) as T,
    notApplicable,
  };
  if (rule.scope === "resource") {
    const validate = (policy as ResourceValidationPolicy).validateResource;
    assert.ok(typeof validate === "function");
    for (const resource of resources) {
      const args = { ...common(resource, "props"), ...shared } as unknown as ResourceValidationArgs;
      await validate(args, (message) => reported.push({ message: String(message), urn: resource.urn }));
    }
    return reported;
  }
  const views = resources.map((resource) => ({
    ...common(resource, "outputs"),
    dependencies: [] as PolicyResource[],
    propertyDependencies: {} as Record<string, PolicyResource[]>,
  })) as unknown as PolicyResource[];
  const byUrn = (urns: readonly string[]) => views.filter(({ urn }) => urns.includes(urn));
  for (const [index, resource] of resources.entries()) {
    const view = views[index];
    assert.ok(view);
    view.dependencies.push(...byUrn(resource.dependencies));
    for (const [key] of resource.props.entries)
      if (resource.dependenciesOf(key).length > 0)
        view.propertyDependencies[key] = byUrn(resource.dependenciesOf(key));
  }
  await (policy as StackValidationPolicy).validateStack({ resources: views, ...shared }, (message, urn) =>
    reported.push({ message: String(message), urn }),
  );
  return reported;
}

const ordered = ({ resources, project, name }: Stack): Stack => Stack.inOrder(resources, project, name);

const inProcess = (rule: Rule, fixture: Fixture): readonly string[] =>
  evaluate(rule, ordered(fixtureStack(fixture)), rule.options.parse({}), FIXTURE_DAY).flatMap(
    ({ resource, remarks }) =>
      remarks.filter(({ verdict }) => verdict === "violation").map(() => resource.urn),
  );

describe("the rules under CrossGuard", () => {
  it("are one policy each, under the rule's id, and one for the exemptions", () => {
    const policies = crossGuardPolicies({ rules, exemptions: [], today: "2026-01-15", stage: "prod" });
    assert.deepEqual(
      policies.map(({ name }) => name),
      [...rules.map(({ id }) => id), "exemption-in-force"],
    );
    for (const { configSchema } of policies)
      assert.ok(!configSchema || !("enforcementLevel" in configSchema.properties));
  });

  it("offer the engine no defaults, which it would set above the stage's options", () => {
    const policies = crossGuardPolicies({ rules, exemptions: [], today: "2026-01-15", stage: "prod" });
    for (const { name, configSchema } of policies)
      for (const [option, schema] of Object.entries(configSchema?.properties ?? {}))
        assert.ok(!("default" in schema), `${name}.${option}`);
  });

  for (const rule of rules)
    it(`${rule.id} comes to the same verdict as in this process`, async () => {
      const fixtures = [
        rule.compliant,
        ...Object.values(rule.violations).map(({ change }) => change(rule.compliant)),
      ];
      for (const fixture of fixtures) {
        const reported = await run(rule, fixture);
        assert.deepEqual(
          reported.map(({ urn }) => urn),
          inProcess(rule, fixture),
        );
        const blind = (value: JsonObject): JsonObject =>
          Object.fromEntries(Object.keys(value).map((key) => [key, UNKNOWN]));
        const atPreview = await run(rule, fixture, blind);
        const known = new Set(reported.map(({ urn }) => urn));
        assert.ok(
          atPreview.every(({ urn }) => known.has(urn)),
          "a false violation at preview",
        );
      }
    });

  it("say the same in whatever order the engine tells of resources and their dependencies", async () => {
    for (const id of ["account-throttle-budget", "rest-integration-role-one-target", "stage-own-log-group"]) {
      const rule = rules.find((candidate) => candidate.id === id);
      assert.ok(rule);
      for (const { change } of Object.values(rule.violations)) {
        const fixture = change(rule.compliant);
        // A second one of each resource, so that those of one type change places too.
        const twins = fixture.resources.map((resource) => ({ ...resource, name: `${resource.name}-twin` }));
        const resources = [...fixture.resources, ...twins];
        const reported = await run(rule, { ...fixture, resources });
        assert.ok(reported.length > 0, id);
        assert.deepEqual(await run(rule, { ...fixture, resources: resources.reverse() }), reported);
      }
    }
  });

  it("takes options of the engine's configuration over those of the stage", async () => {
    const rule = rules.find(({ id }) => id === "kms-deletion-window");
    assert.ok(rule);
    const [policy] = crossGuardPolicies({
      rules: [rule],
      exemptions: [],
      today: "2026-01-15",
      stage: "dev",
      configDir: NO_SETTINGS,
    });
    const [resource] = fixtureStack(rule.compliant).resources;
    assert.ok(resource && policy);
    const messages: string[] = [];
    const args = {
      ...common(resource, "props"),
      props: proxied({ deletionWindowInDays: 10 }),
      getConfig: () => ({ enforcementLevel: "mandatory", minimumDays: 14 }),
    } as unknown as ResourceValidationArgs;
    const validate = (policy as ResourceValidationPolicy).validateResource;
    assert.ok(typeof validate === "function");
    await validate(args, (message) => messages.push(String(message)));
    assert.equal(messages.length, 1);
    assert.match(messages[0] ?? "", /at least 14/);
  });

  it("waives what is exempt", async () => {
    const rule = rules.find(({ id }) => id === "kms-deletion-window");
    assert.ok(rule);
    const [resource] = fixtureStack(rule.compliant).resources;
    assert.ok(resource);
    const exemption = {
      rule: rule.id,
      urn: resource.urn,
      reason: "a key of a test",
      owner: "platform",
      expires: "2026-12-31",
    };
    for (const [today, expected] of [
      ["2026-01-15", 0],
      ["2027-01-01", 1],
    ] as const) {
      const [policy] = crossGuardPolicies({
        rules: [rule],
        exemptions: [exemption],
        today,
        stage: "prod",
        configDir: NO_SETTINGS,
      });
      const args = {
        ...common(resource, "props"),
        props: proxied({ deletionWindowInDays: 3 }),
        getConfig: () => ({}),
      } as unknown as ResourceValidationArgs;
      let count = 0;
      const validate = (policy as ResourceValidationPolicy).validateResource;
      assert.ok(typeof validate === "function");
      await validate(args, () => (count += 1));
      assert.equal(count, expected);
    }
  });
});
