import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import Ajv from "ajv";
import type { ErrorObject } from "ajv";
import { parse } from "yaml";
import { Problem, readProject, readStackConfig } from "../graph";
import type { Finding, Surroundings } from "./finding";

/** One finding for each Pulumi.<stage>.yaml: whether it is what the schema that its first line names allows. */
export function stackFiles({ root }: Surroundings): Finding[] {
  try {
    const project = readProject(root);
    return project.stacks.map((stack) => {
      const { file } = readStackConfig(project, stack);
      return judge(`Pulumi.${stack}.yaml`, file, project.name);
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [{ subject: "Stack files", verdict: "wrong", detail: error.what, fix: error.fix }];
  }
}

function judge(subject: string, file: string, project: string): Finding {
  const text = readFileSync(file, "utf8");
  const named = /^# yaml-language-server: \$schema=(\S+)/.exec(text)?.[1];
  const schema = named === undefined ? undefined : resolve(dirname(file), named);
  if (schema === undefined || !existsSync(schema)) {
    return {
      subject,
      verdict: "note",
      detail: "its first line names no schema, so nothing was checked but its YAML",
      fix: "# yaml-language-server: $schema=./infra/stage/stage.schema.json",
    };
  }
  const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(
    JSON.parse(readFileSync(schema, "utf8")) as object,
  );
  const content: unknown = parse(text);
  if (!validate(content)) {
    const mistakes = [...new Set((validate.errors ?? []).map(said))];
    return {
      subject,
      verdict: "wrong",
      detail: mistakes.join("; "),
      fix: "an editor with a YAML language server marks the line",
    };
  }
  if (PLACEHOLDER.test(JSON.stringify(deployed(content, project)))) {
    return {
      subject,
      verdict: "note",
      detail: "valid; it still holds example.com",
      fix: "write your own names before deploying: docs/make-it-yours.md",
    };
  }
  return { subject, verdict: "ok", detail: "valid" };
}

/** Names that belong to nobody (RFC 2606). */
const PLACEHOLDER = /\bexample\.(com|org|net)\b/;

/** The configuration that a deployment reads: how a stage is rehearsed may name whom it likes. */
function deployed(content: unknown, project: string): unknown {
  const { config = {} } = (content ?? {}) as { readonly config?: Readonly<Record<string, unknown>> };
  return Object.entries(config).filter(([key]) => key !== `${project}:rehearsal`);
}

function said({ instancePath, message, params }: ErrorObject): string {
  const key = instancePath.split("/").slice(2).join(".");
  const extra = (params as { additionalProperty?: string }).additionalProperty;
  if (extra !== undefined) return `${[key, extra].filter(Boolean).join(".")} is not a known key`;
  return `${key || "config"} ${message ?? "is not allowed"}`;
}
