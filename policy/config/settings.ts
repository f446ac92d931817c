import { z } from "zod";
import type { Rule, Severity } from "../model/rule";
import { PolicyConfigError, type Problem } from "./error";
import { suggest } from "./nearest";
import { DEFAULT_LEVELS, stageConfigSchema, type Level, type StageConfig } from "./schema";

/** How one rule runs in one stage. */
export interface Setting {
  readonly level: Level;
  /** Complete: defaults are filled in. */
  readonly options: unknown;
}

export type Settings = ReadonlyMap<string, Setting>;

type Issue = z.core.$ZodIssue;

const keyOf = (prefix: string, path: readonly PropertyKey[]): string =>
  [prefix, ...path.map(String)].filter((part) => part !== "").join(".");

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** The value at a path of the file, shortened for a message. */
function show(value: unknown, path: readonly PropertyKey[]): string {
  const found = path.reduce<unknown>((at, key) => (isRecord(at) ? at[String(key)] : undefined), value);
  return (JSON.stringify(found) ?? "nothing").slice(0, 60);
}

function problemsOf(
  file: string,
  prefix: string,
  issues: readonly Issue[],
  value: unknown,
  known: readonly string[],
): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => ({
        file,
        key: keyOf(prefix, [...issue.path, key]),
        message: "there is no such key",
        fix: suggest(key, known),
      }));
    const given = show(value, issue.path);
    const fix =
      issue.code === "invalid_value"
        ? suggest(given.replaceAll('"', ""), issue.values.map(String))
        : issue.message;
    return [{ file, key: keyOf(prefix, issue.path), message: `${given} is not allowed`, fix }];
  });
}

const optionNames = (rule: Rule): readonly string[] =>
  rule.options instanceof z.ZodObject ? Object.keys(rule.options.shape) : [];

function keysAt(issue: Issue): readonly string[] {
  if (issue.path.length === 0) return ["levels", "rules", "$schema"];
  return issue.path[0] === "levels" ? Object.keys(DEFAULT_LEVELS) : ["level", "options"];
}

function parseConfig(config: unknown, file: string): StageConfig {
  const parsed = stageConfigSchema.safeParse(config);
  if (parsed.success) return parsed.data;
  throw new PolicyConfigError(
    parsed.error.issues.flatMap((issue) => problemsOf(file, "", [issue], config, keysAt(issue))),
  );
}

const levelOf = (config: StageConfig, severity: Severity): Level =>
  config.levels[severity] ?? DEFAULT_LEVELS[severity];

/**
 * Level and complete options of every rule.
 * @throws {PolicyConfigError} naming every unknown rule, unknown option and wrong value, each with the nearest name.
 */
export function settle(rules: readonly Rule[], config: unknown, file: string): Settings {
  const { data, problems } = { data: parseConfig(config, file), problems: [] as Problem[] };
  const ids = rules.map((rule) => rule.id);
  for (const id of Object.keys(data.rules))
    if (!ids.includes(id))
      problems.push({ file, key: `rules.${id}`, message: "there is no such rule", fix: suggest(id, ids) });
  const settings = new Map<string, Setting>();
  for (const rule of rules) {
    const single = Object.hasOwn(data.rules, rule.id) ? data.rules[rule.id] : undefined;
    const given = single?.options ?? {};
    const options = rule.options.safeParse(given);
    if (options.success)
      settings.set(rule.id, { level: single?.level ?? levelOf(data, rule.severity), options: options.data });
    else
      problems.push(
        ...problemsOf(file, `rules.${rule.id}.options`, options.error.issues, given, optionNames(rule)),
      );
  }
  if (problems.length > 0) throw new PolicyConfigError(problems);
  return settings;
}

/** Options given to one rule by `--policy-pack-config`, on top of the stage's own. */
export function withOptions(rule: Rule, base: unknown, given: Readonly<Record<string, unknown>>): unknown {
  const parsed = rule.options.safeParse({ ...(isRecord(base) ? base : {}), ...given });
  if (parsed.success) return parsed.data;
  const file = "--policy-pack-config";
  throw new PolicyConfigError(problemsOf(file, rule.id, parsed.error.issues, given, optionNames(rule)));
}
