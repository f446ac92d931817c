import { Resource } from "./resource";
import { Stack } from "./stack";
import { isObject, type JsonObject } from "./wire";

/** One resource of a fixture. Values may hold {@link ref}s to others. */
export interface FixtureResource {
  readonly type: string;
  readonly name: string;
  readonly props: JsonObject;
  readonly outputs?: JsonObject;
  readonly region?: string;
  readonly dependsOn?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  readonly protect?: boolean;
  readonly deleteBeforeReplace?: boolean;
  readonly ignoreChanges?: readonly string[];
}

export interface Fixture {
  /** @default "prod" */
  readonly stack?: string;
  readonly resources: readonly FixtureResource[];
}

/** A named mistake: how it changes the compliant fixture, and where the finding must point. */
export interface Violation {
  readonly change: (fixture: Fixture) => Fixture;
  /** Property path of the finding. */
  readonly property: string;
}

const REF = "$ref-to-resource";

/** An output of another resource of the fixture: becomes a value and a recorded dependency. */
export const ref = (name: string, output = "arn"): JsonObject => ({ [REF]: name, output });

/** The day on which fixtures are judged. */
export const FIXTURE_DAY = "2026-01-15";

/** The region of fixtures that do not say otherwise. */
const REGION = "eu-central-1";

/** A stack with one resource, the usual fixture. */
export const only = (type: string, props: JsonObject, name = "subject"): Fixture => ({
  resources: [{ type, name, props }],
});

/** A stack with several resources. */
export const stackOf = (...resources: readonly FixtureResource[]): Fixture => ({ resources });

const edit = (
  fixture: Fixture,
  name: string,
  change: (resource: FixtureResource) => FixtureResource,
): Fixture => ({
  ...fixture,
  resources: fixture.resources.map((resource) => (resource.name === name ? change(resource) : resource)),
});

function setAt(value: unknown, keys: readonly (string | number)[], next: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return next;
  if (typeof key === "number") {
    const copy = Array.isArray(value) ? [...(value as unknown[])] : [];
    copy[key] = setAt(copy[key], rest, next);
    return copy;
  }
  const copy: Record<string, unknown> = isObject(value) ? { ...value } : {};
  const below = setAt(copy[key], rest, next);
  if (below === undefined) delete copy[key];
  else copy[key] = below;
  return copy;
}

type Path = string | readonly (string | number)[];
const keysOf = (path: Path): readonly (string | number)[] => (typeof path === "string" ? [path] : path);

/** The mistake of setting a property of the fixture's `subject` to a wrong value; `undefined` takes it away. */
export const wrong = (path: Path, value: unknown, property?: string, name = "subject"): Violation => ({
  change: (fixture) =>
    edit(fixture, name, (resource) => ({
      ...resource,
      props: setAt(resource.props, keysOf(path), value) as JsonObject,
    })),
  property: property ?? dotted(keysOf(path)),
});

/** The mistake of leaving a resource out. */
export const missing = (name: string, property: string): Violation => ({
  change: (fixture) => ({
    ...fixture,
    resources: fixture.resources.filter((resource) => resource.name !== name),
  }),
  property,
});

/** The mistake of having one resource too many, or another than should be. */
export const extra = (resource: FixtureResource, property: string): Violation => ({
  change: (fixture) => ({
    ...fixture,
    resources: [...fixture.resources.filter(({ name }) => name !== resource.name), resource],
  }),
  property,
});

/** The mistake of placing a resource in another region. */
export const moved = (name: string, region: string, property: string): Violation => ({
  change: (fixture) => edit(fixture, name, (resource) => ({ ...resource, region })),
  property,
});

function dotted(keys: readonly (string | number)[]): string {
  return keys
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`))
    .join("")
    .replace(/^\./, "");
}

const urnOf = (stack: string, type: string, name: string): string =>
  `urn:pulumi:${stack}::fixture::${type}::${name}`;

function resolve(value: unknown, urns: ReadonlyMap<string, string>, seen: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, urns, seen));
  if (!isObject(value)) return value;
  const name = value[REF];
  if (typeof name !== "string")
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, urns, seen)]));
  const urn = urns.get(name);
  if (urn !== undefined) seen.add(urn);
  return `${name}-${String(value.output)}`;
}

/** The fixture as the stack that a rule runs on. `alter` changes the values, as a preview does. */
export function fixtureStack(
  fixture: Fixture,
  alter: (value: JsonObject) => JsonObject = (value) => value,
): Stack {
  const name = fixture.stack ?? "prod";
  const urns = new Map(
    fixture.resources.map((item) => [item.name, urnOf(name, item.type, item.name)] as const),
  );
  const resources = fixture.resources.map((item) => {
    const propertyDependencies: Record<string, string[]> = {};
    const props: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(item.props)) {
      const seen = new Set<string>();
      props[key] = resolve(value, urns, seen);
      if (seen.size > 0) propertyDependencies[key] = [...seen];
    }
    const explicit = (item.dependsOn ?? []).flatMap((other) => urns.get(other) ?? []);
    return new Resource({
      urn: urnOf(name, item.type, item.name),
      type: item.type,
      props: alter(props),
      outputs: alter({ ...props, arn: `${item.name}-arn`, id: `${item.name}-id`, ...item.outputs }),
      provider: { region: item.region ?? REGION },
      dependencies: [...new Set([...Object.values(propertyDependencies).flat(), ...explicit])],
      propertyDependencies,
      additionalSecretOutputs: item.additionalSecretOutputs,
      protect: item.protect,
      deleteBeforeReplace: item.deleteBeforeReplace,
      ignoreChanges: item.ignoreChanges,
    });
  });
  return new Stack(resources, "fixture", name);
}
