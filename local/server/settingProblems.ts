import { basename } from "node:path";
import { z } from "zod";
import { nearest, type PathKey, Problem, type StackConfig, writePath } from "../graph";

type Issue = z.core.$ZodIssue;

/** A JSON Schema, as far as a path leads through one. */
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
}

/** What a setting's problem is said with: where the settings stand, what they hold, and what they may hold. */
export interface SettingsPlace {
  readonly config: StackConfig;
  /** The configuration key, `<project>:rehearsal`. */
  readonly key: string;
}

/** GH1006 at a place below the key. */
export function settingProblem(
  { config, key }: SettingsPlace,
  path: readonly PathKey[],
  what: string,
  fix: string,
): Problem {
  const at = writePath([key, ...path]);
  const { line, column } = config.locate(at) ?? {};
  const file = [basename(config.file), line, column].filter(Boolean).join(":");
  return new Problem("GH1006", `${file}: ${at} ${what}`, fix);
}

/** One problem for each thing that a value has and its schema does not allow. */
export function settingProblems(
  schema: z.ZodType,
  value: unknown,
  issues: readonly Issue[],
  place: SettingsPlace,
): Problem[] {
  const shape = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema;
  return issues.flatMap(insideUnion).flatMap((issue) => {
    const path = issue.path.map((key) => (typeof key === "number" ? key : String(key)));
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((name) => {
        const known = knownAt(shape, path);
        const near = nearest(name, known);
        const fix = near === undefined ? `known here: ${known.join(", ")}` : `did you mean ${near}?`;
        return settingProblem(place, [...path, name], "is not a known key", fix);
      });
    if (issue.code === "invalid_key")
      return [
        settingProblem(place, path, "is not a key that may stand here", `it has to be ${allowed(issue)}`),
      ];
    const given = path.reduce<unknown>(member, value);
    if (given === undefined) return [settingProblem(place, path, "is missing", `add it: ${allowed(issue)}`)];
    return [settingProblem(place, path, `is ${shown(given)}`, `it has to be ${allowed(issue)}`)];
  });
}

/** Of the ways that a value may be written, the one whose kind it has; all together when it has none. */
function insideUnion(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const meant = issue.errors.find((ways) => !ways.some((way) => way.path.length === 0 && isOfOtherKind(way)));
  return meant ? meant.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })) : [issue];
}

const isOfOtherKind = ({ code }: Issue): boolean => code === "invalid_type";

function knownAt(shape: Schema, path: readonly PathKey[]): string[] {
  let at: readonly Schema[] = [shape];
  for (const key of path) {
    at = at
      .flatMap((schema) => [schema, ...(schema.anyOf ?? [])])
      .flatMap(({ properties, additionalProperties: others }) => {
        const next = properties?.[key] ?? (typeof others === "object" ? others : undefined);
        return next ? [next] : [];
      });
  }
  return at
    .flatMap((schema) => [schema, ...(schema.anyOf ?? [])])
    .flatMap(({ properties = {} }) => Object.keys(properties));
}

const words: Readonly<Record<string, string>> = {
  boolean: "true or false",
  int: "a whole number",
  object: "a mapping",
  record: "a mapping",
};

function allowed(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return words[issue.expected] ?? `a ${issue.expected}`;
    case "invalid_union":
      return issue.errors.map((ways) => ways.map(allowed).join(", ")).join(", or ");
    case "invalid_key":
      return issue.issues.map(({ message }) => message).join("; ");
    case "too_small":
      return `${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}`;
    case "too_big":
      return `at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

const member = (value: unknown, key: PathKey): unknown =>
  value !== null && typeof value === "object" ? (value as Record<PathKey, unknown>)[key] : undefined;

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
