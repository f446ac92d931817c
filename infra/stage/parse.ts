import type { z } from "zod";
import { nearestKey } from "../spelling";
import { contradictions } from "./contradictions";
import { type JsonSchema, stageValueSchema } from "./jsonSchema";
import { type StageConfig, type StageSettings, stageSchema } from "./schema";
import { keyOf, root, StageConfigError, type StageProblem } from "./stageError";

/** Stack names go into names of resources, of which a Cognito domain prefix (63 characters) is the tightest. */
const stackName = /^[a-z][a-z0-9-]{0,14}$/;

/** What a reading gives: the configuration, or what is wrong with it. */
type Reading = { readonly config: StageConfig } | { readonly problems: readonly StageProblem[] };

/**
 * The configuration of a stage, complete and checked.
 *
 * @param stage Name of the stack.
 * @param value What `gatehouse:stage` holds, as plain data; undefined when the key is missing.
 * @throws StageConfigError with every problem there is.
 */
export function parseStage(stage: string, value: unknown): StageConfig {
  const reading = readStage(stage, value);
  if ("problems" in reading) throw new StageConfigError(stage, reading.problems);
  return reading.config;
}

/**
 * As {@link parseStage}, for who has more to check before anything is thrown.
 *
 * @param region The Region of the stage, when it is right.
 */
export function readStage(stage: string, value: unknown, region?: string): Reading {
  const problems: StageProblem[] = [];
  if (!stackName.test(stage)) {
    problems.push({
      code: "GH1105",
      key: "stack",
      what: `the stack name ${show(stage)} cannot be part of resource names`,
      fix: "use at most 15 lower-case letters, digits and hyphens, starting with a letter",
    });
  }
  if (value === undefined || value === null) {
    problems.push({
      code: "GH1101",
      key: root,
      what: `${root} is missing`,
      fix: `write the stage's settings under config: ${root}: in Pulumi.${stage}.yaml; Pulumi.${stage === "dev" ? "test" : "dev"}.yaml is an example`,
    });
    return { problems };
  }
  const result = stageSchema.safeParse(value);
  if (!result.success) problems.push(...result.error.issues.flatMap((issue) => describe(issue, value)));
  const sections = result.success ? everySection(result.data) : soundSections(value);
  problems.push(...contradictions({ ...sections, ...(region !== undefined && { region }) }));
  if (problems.length > 0 || !result.success) return { problems };
  return { config: { ...result.data, stage } };
}

/** Settings with each section, those that the stage leaves out as undefined. */
const everySection = (settings: StageSettings): Partial<StageSettings> =>
  Object.fromEntries(
    Object.keys(stageSchema.shape).map((name) => [name, settings[name as keyof StageSettings]]),
  );

/**
 * The sections that are right by themselves, so that what they say of each other is told along with what is wrong in the
 * rest. A section whose name is mistyped is none of them: its defaults are not what was meant.
 */
function soundSections(value: unknown): Partial<StageSettings> {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return {};
  const names = Object.keys(stageSchema.shape);
  const strays = Object.keys(value).filter((name) => !names.includes(name));
  const meant = new Set(strays.map((name) => nearestKey(name, names)));
  return Object.fromEntries(
    Object.entries(stageSchema.shape).flatMap(([name, schema]) => {
      const section = schema.safeParse(member(value, name));
      return section.success && !meant.has(name) ? [[name, section.data]] : [];
    }),
  );
}

type Issue = z.core.$ZodIssue;

function describe(issue: Issue, value: unknown): StageProblem[] {
  const path = issue.path.map(String);
  const key = keyOf(path);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((name) => unknownKey(path, name));
  }
  const given = path.reduce<unknown>(member, value);
  if (given === undefined) {
    return [{ code: "GH1103", key, what: `${key} is missing`, fix: `add it: ${allowed(issue, path)}` }];
  }
  return [
    {
      code: "GH1104",
      key,
      what: `${key} is ${show(given)}`,
      fix: `${meant(issue, given)}it has to be ${allowed(issue, path)}`,
    },
  ];
}

/** The value that was meant, where only some are allowed and one of them is spelled alike. Numbers are not spelled. */
function meant(issue: Issue, given: unknown): string {
  if (issue.code !== "invalid_value" || typeof given !== "string" || /^[\d.]*$/.test(given)) return "";
  const near = nearestKey(given, issue.values.map(String));
  return near === undefined ? "" : `did you mean ${near}? `;
}

function unknownKey(path: readonly string[], name: string): StageProblem {
  const siblings = Object.keys(schemaAt(path)?.properties ?? {});
  const key = keyOf([...path, name]);
  const near = nearestKey(name, siblings);
  const elsewhere = keyPaths(stageValueSchema()).find(
    (known) => known.split(".").at(-1)?.toLowerCase() === name.toLowerCase(),
  );
  const fix = near
    ? `did you mean ${[...path, near].join(".")}?`
    : elsewhere
      ? `it belongs at ${root}.${elsewhere}`
      : `known here: ${siblings.join(", ")}`;
  return { code: "GH1102", key, what: `${key} is not a known key`, fix };
}

function allowed(issue: Issue, path: readonly string[]): string {
  const about = schemaAt(path)?.description;
  const hint = typeof about === "string" ? ` (${about.replace(/\.$/, "")})` : "";
  switch (issue.code) {
    case "invalid_value":
      return `${issue.values
        .map(String)
        .join(", ")
        .replace(/, ([^,]*)$/, " or $1")}${hint}`;
    case "too_small":
      return `${numbers(path) ?? `at least ${issue.minimum}${items(issue.origin)}`}${hint}`;
    case "too_big":
      return `${numbers(path) ?? `at most ${issue.maximum}${items(issue.origin)}`}${hint}`;
    case "invalid_type":
      return `${numbers(path) ?? article(issue.expected)}${hint}`;
    default:
      return `${issue.message}${hint}`;
  }
}

const items = (origin: string): string =>
  origin === "array" ? " item(s)" : origin === "string" ? " characters" : "";

/** The numbers that a key may be, both ends of their range included; undefined for a key that is no number. */
function numbers(path: readonly string[]): string | undefined {
  const { type, minimum, exclusiveMinimum, maximum } = schemaAt(path) ?? {};
  if (type !== "integer" && type !== "number") return undefined;
  const isWhole = type === "integer";
  // Without a bound of its own, a whole number has the safe integers of JavaScript for one.
  const has = (bound: unknown): bound is number =>
    typeof bound === "number" && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  return [
    isWhole ? "a whole number" : "a number",
    has(minimum) ? `from ${minimum}` : has(exclusiveMinimum) ? `above ${exclusiveMinimum}` : "",
    has(maximum) ? `${has(minimum) ? "to" : "up to"} ${maximum}` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function article(type: string): string {
  const words: Readonly<Record<string, string>> = {
    int: "a whole number",
    array: "a list",
    object: "a mapping",
    record: "a mapping",
    boolean: "true or false",
  };
  return words[type] ?? `a ${type}`;
}

function member(value: unknown, name: string): unknown {
  return value !== null && typeof value === "object" ? (value as Record<string, unknown>)[name] : undefined;
}

function schemaAt(path: readonly string[]): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>(
    (schema, name) => schema?.properties?.[name] ?? (schema?.items as JsonSchema | undefined),
    stageValueSchema(),
  );
}

function keyPaths(schema: JsonSchema, above = ""): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => [
    above + name,
    ...keyPaths(inner, `${above}${name}.`),
  ]);
}

/** The value as JSON, shortened. */
function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
