import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { parse } from "yaml";
import { Problem, Problems, readProject, readStackConfig, type Project, type StackConfig } from "../graph";
import { readSettings } from "../server";
import type { Finding, Surroundings } from "./finding";
import { schemaMistakes } from "./schemaMistakes";
import { overlappingVpcs, type VpcBlock, vpcBlockOf } from "./vpcBlocks";

/** Findings of each Pulumi.<stage>.yaml: whether it is what the schema that its first line names allows. */
export function stackFiles({ root }: Surroundings): Finding[] {
  try {
    const project = readProject(root);
    return [
      ...project.stacks.flatMap((stack) => judge(project, stack, readStackConfig(project, stack))),
      ...overlappingVpcs(project.stacks.flatMap((stack) => vpcBlock(project, stack) ?? [])),
    ];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [{ subject: "Stack files", verdict: "wrong", detail: error.what, fix: error.fix }];
  }
}

function judge(project: Project, stack: string, config: StackConfig): Finding[] {
  const { file } = config;
  const subject = basename(file);
  const text = readFileSync(file, "utf8");
  const content = withNamespaces(parse(text), project.name);
  const schema = schemaOf(file, text);
  const mistakes = [
    ...(schema ? schemaMistakes(schema, content) : []).map(({ key, what, fix }): Finding => {
      const { line, column } = config.locate(key) ?? {};
      const place = line === undefined ? "" : `${line}:${column}: `;
      return { subject, verdict: "wrong", detail: `${place}${key} ${what}`, fix };
    }),
    ...rehearsalMistakes(project, stack, subject),
  ];
  if (mistakes.length > 0) return mistakes;
  if (!schema) {
    return [
      {
        subject,
        verdict: "note",
        detail: "its first line names no schema, so nothing was checked but its YAML",
        fix: "# yaml-language-server: $schema=./infra/stage/stage.schema.json",
      },
    ];
  }
  if (PLACEHOLDER.test(JSON.stringify(deployed(content, project.name)))) {
    return [
      {
        subject,
        verdict: "note",
        detail: "valid; it still holds example.com",
        fix: "write your own names before deploying: docs/make-it-yours.md",
      },
    ];
  }
  return [{ subject, verdict: "ok", detail: "valid" }];
}

/** The schema that the first line of a stack file names; undefined where it names none that is there. */
function schemaOf(file: string, text: string): object | undefined {
  const named = /^# yaml-language-server: \$schema=(\S+)/.exec(text)?.[1];
  const schema = named === undefined ? undefined : resolve(dirname(file), named);
  return schema !== undefined && existsSync(schema)
    ? (JSON.parse(readFileSync(schema, "utf8")) as object)
    : undefined;
}

function vpcBlock(project: Project, stack: string): VpcBlock | undefined {
  const { file } = readStackConfig(project, stack);
  const text = readFileSync(file, "utf8");
  const schema = schemaOf(file, text);
  return schema && vpcBlockOf(stack, text, { project: project.name, schema });
}

/** What `npm start` would say of the stage's settings. */
function rehearsalMistakes(project: Project, stack: string, subject: string): Finding[] {
  try {
    readSettings(project, stack);
    return [];
  } catch (error) {
    if (!(error instanceof Problems)) throw error;
    return error.problems.map(({ what, fix }) => ({
      subject,
      verdict: "wrong",
      detail: what.replace(`${subject}:`, ""),
      fix,
    }));
  }
}

/** Names that belong to nobody (RFC 2606). */
const PLACEHOLDER = /\bexample\.(com|org|net)\b/;

interface Content {
  readonly config?: Readonly<Record<string, unknown>>;
}

/** A stack file with each configuration key as the engine knows it: one without a namespace is the project's own. */
function withNamespaces(content: unknown, project: string): unknown {
  const { config, ...rest } = (content ?? {}) as Content;
  if (config === null || typeof config !== "object") return content;
  return {
    ...rest,
    config: Object.fromEntries(
      Object.entries(config).map(([key, value]) => [key.includes(":") ? key : `${project}:${key}`, value]),
    ),
  };
}

/** The configuration that a deployment reads: how a stage is rehearsed may name whom it likes. */
function deployed(content: unknown, project: string): unknown {
  const { config = {} } = (content ?? {}) as Content;
  return Object.entries(config).filter(([key]) => key !== `${project}:rehearsal`);
}
