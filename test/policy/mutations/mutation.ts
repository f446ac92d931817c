import type { DeploymentResource } from "../../../policy/guard";
import { fixtureStack, type Fixture } from "../../../policy/model/fixture";
import type { Resource } from "../../../policy/model/resource";
import { isObject } from "../../../policy/model/wire";
import { rules } from "../../../policy/rules/index";

/** The resources of a stage, as a deployment has them. */
export type Resources = readonly DeploymentResource[];

/** A mistake made in the real graph of the production stage. */
export interface Mutation {
  /** Whether it changes what the stage has, or puts the rule's own fixture beside it because it has no such thing. */
  readonly kind: "real" | "fixture";
  /** The graph before the mistake: the stage, where needed with the compliant fixture beside it. */
  readonly before: (stage: Resources) => Resources;
  readonly after: (stage: Resources) => Resources;
  /** Other rules that the same mistake breaks too. */
  readonly companions: readonly string[];
}

/** Which resource is meant: the first of this type whose name matches. */
export interface Target {
  readonly type: string;
  readonly name?: RegExp;
}

type Key = string | number;
type Edit = (resource: DeploymentResource) => DeploymentResource;

const real = (after: Mutation["after"], companions: readonly string[]): Mutation => ({
  kind: "real",
  before: (stage) => stage,
  after,
  companions,
});

const nameOf = ({ urn }: DeploymentResource): string => urn.slice(urn.lastIndexOf("::") + 2);

function indexOf(stage: Resources, { type, name }: Target): number {
  const index = stage.findIndex((one) => one.type === type && (name === undefined || name.test(nameOf(one))));
  if (index < 0) throw new Error(`the stage has no ${type} named ${String(name ?? "at all")}`);
  return index;
}

/** Any change of one resource, also of what is not a property. */
export const edit = (target: Target, change: Edit, ...companions: readonly string[]): Mutation =>
  real((stage) => {
    const index = indexOf(stage, target);
    return stage.map((one, at) => (at === index ? change(one) : one));
  }, companions);

/** Leaves every matching resource out. */
export const remove = ({ type, name }: Target, ...companions: readonly string[]): Mutation =>
  real((stage) => {
    indexOf(stage, { type, name });
    return stage.filter((one) => one.type !== type || (name !== undefined && !name.test(nameOf(one))));
  }, companions);

/** Makes a property follow another resource than it does. */
export const rewire = (
  target: Target,
  property: string,
  to: Target,
  ...companions: readonly string[]
): Mutation =>
  real((stage) => {
    const index = indexOf(stage, target);
    const other = stage[indexOf(stage, to)];
    return stage.map((one, at) => {
      if (at !== index || other === undefined) return one;
      const arn = other.outputs?.arn ?? other.id;
      return {
        ...withProperty(one, [property], () => arn),
        dependencies: [other.urn],
        propertyDependencies: { ...one.propertyDependencies, [property]: [other.urn] },
      };
    });
  }, companions);

/** A second resource like the first, under another name, with other properties. */
export const copy = (
  target: Target,
  properties: Readonly<Record<string, unknown>>,
  ...companions: readonly string[]
): Mutation =>
  real((stage) => {
    const one = stage[indexOf(stage, target)];
    if (one === undefined) return stage;
    const second: DeploymentResource = {
      ...one,
      urn: `${one.urn}-second`,
      inputs: { ...one.inputs, ...properties },
      outputs: { ...one.outputs, ...properties },
    };
    return [...stage, second];
  }, companions);

/** Sets a property, undefined to take it away, as the program would: what the provider answered follows. */
export const set = (
  target: Target,
  path: string | readonly Key[],
  value: unknown,
  ...companions: readonly string[]
): Mutation => edit(target, (one) => withProperty(one, keysOf(path), () => value), ...companions);

/** Computes a property anew from what it is; what it follows stays. */
export const change = (
  target: Target,
  path: string | readonly Key[],
  alter: (value: unknown) => unknown,
  ...companions: readonly string[]
): Mutation => edit(target, (one) => withProperty(one, keysOf(path), alter, true), ...companions);

/** Computes a part of a JSON text anew, such as a statement of a policy or an operation of an OpenAPI body. */
export const changeJson = (
  target: Target,
  property: string,
  path: readonly Key[],
  alter: (value: unknown) => unknown,
  ...companions: readonly string[]
): Mutation =>
  change(
    target,
    property,
    (text) => JSON.stringify(changed(JSON.parse(String(text)), path, alter)),
    ...companions,
  );

/** Two changes that only together are the mistake. */
export const both = (first: Mutation, second: Mutation, ...companions: readonly string[]): Mutation => ({
  kind: "real",
  before: (stage) => stage,
  after: (stage) => second.after(first.after(stage)),
  companions,
});

/** The rule's own compliant fixture beside the stage, in which the named mistake is then made. */
export function beside(rule: string, violation: string, ...companions: readonly string[]): Mutation {
  const found = rules.find(({ id }) => id === rule);
  const mistake = found?.violations[violation];
  if (found === undefined || mistake === undefined)
    throw new Error(`${rule} has no violation "${violation}"`);
  return {
    kind: "fixture",
    before: (stage) => [...stage, ...asResources(found.compliant, stage)],
    after: (stage) => [...stage, ...asResources(mistake.change(found.compliant), stage)],
    companions,
  };
}

const keysOf = (path: string | readonly Key[]): readonly Key[] => (typeof path === "string" ? [path] : path);

function withProperty(
  resource: DeploymentResource,
  path: readonly Key[],
  change: (value: unknown) => unknown,
  keepDependencies = path.length > 1,
): DeploymentResource {
  const at = (properties: Readonly<Record<string, unknown>> = {}): Record<string, unknown> =>
    changed(properties, path, change) as Record<string, unknown>;
  const { [String(path[0])]: gone, ...others } = resource.propertyDependencies ?? {};
  return {
    ...resource,
    inputs: at(resource.inputs),
    outputs: at({ ...resource.inputs, ...resource.outputs }),
    // A literal in place of a reference follows nothing any more.
    propertyDependencies: keepDependencies || gone === undefined ? resource.propertyDependencies : others,
  };
}

function changed(
  value: unknown,
  [key, ...rest]: readonly Key[],
  change: (value: unknown) => unknown,
): unknown {
  if (key === undefined) return change(value);
  if (typeof key === "number") {
    const list: unknown[] = Array.isArray(value) ? [...(value as unknown[])] : [];
    list[key] = changed(list[key], rest, change);
    return list;
  }
  const object: Record<string, unknown> = isObject(value) ? { ...value } : {};
  const next = changed(object[key], rest, change);
  if (next === undefined) delete object[key];
  else object[key] = next;
  return object;
}

const FIXTURE_REGION = "eu-central-1";

/** A fixture as resources of the stage: in its project and, unless it says otherwise, its Region. */
function asResources(fixture: Fixture, stage: Resources): Resources {
  const [, project = ""] = stage[0]?.urn.split("::") ?? [];
  const own = (urn: string): string => urn.replace("::fixture::", `::${project}::`);
  const region = String(
    stage.find(({ type }) => type === "pulumi:providers:aws")?.inputs?.region ?? FIXTURE_REGION,
  );
  const asResource = (one: Resource): DeploymentResource => ({
    urn: own(one.urn),
    type: one.type,
    custom: true,
    id: one.id.raw,
    inputs: one.props.raw as Record<string, unknown>,
    outputs: {
      region: one.region.text === FIXTURE_REGION ? region : one.region.text,
      ...(one.outputs.raw as Record<string, unknown>),
    },
    dependencies: one.dependencies.map(own),
    propertyDependencies: Object.fromEntries(
      one.props.entries.map(([key]) => [key, one.dependenciesOf(key).map(own)]),
    ),
    protect: one.protect,
    deleteBeforeReplace: one.deleteBeforeReplace,
    ignoreChanges: one.ignoreChanges,
    additionalSecretOutputs: one.additionalSecretOutputs,
  });
  return fixtureStack(fixture).resources.map(asResource);
}
