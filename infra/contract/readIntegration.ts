import type { z } from "zod";
import { nearestKey } from "../spelling";
import { checkMapping, type MappedHint } from "./checks/checkMapping";
import type { ContractAnswer, ContractIntegration, Json, Mapping } from "./contract";
import type { ContractFolder } from "./contractFolder";
import type { DocumentOperation } from "./documentOperations";
import { integrationHints, readHint } from "./hints";
import { isObject } from "./json";
import type { ProblemCollector } from "./problemCollector";

type Kind = keyof typeof integrationHints;
type BackendHint = z.output<typeof integrationHints.http.schema>["http"];

/** Reads one operation's integration, with the files that it names. */
interface Reading {
  readonly item: DocumentOperation;
  /** `GET /users` */
  readonly name: string;
  /** Way to the hint. */
  readonly at: readonly string[];
  readonly folder: ContractFolder;
  readonly problems: ProblemCollector;
}

/** What answers an operation; `undefined` after reporting why nothing can. */
export function readIntegration(
  item: DocumentOperation,
  folder: ContractFolder,
  problems: ProblemCollector,
): ContractIntegration | undefined {
  const reading: Reading = {
    item,
    name: `${item.method} ${item.path}`,
    at: [...item.at, "x-gatehouse-integration"],
    folder,
    problems,
  };
  const hint = item.operation["x-gatehouse-integration"];
  if (hint === undefined) {
    const fix = "add x-gatehouse-integration: { lambda: <folder> } or { mock: <file>.vtl }";
    problems.add("GH1207", item.at, `nothing answers ${reading.name}`, fix);
    return undefined;
  }
  const kind = kindOf(hint, reading);
  return kind === undefined ? undefined : readers[kind](hint, reading);
}

const kinds = Object.keys(integrationHints) as readonly Kind[];

function kindOf(hint: Json, { at, problems }: Reading): Kind | undefined {
  const keys = isObject(hint) ? Object.keys(hint) : [];
  const [key] = keys;
  const kind = kinds.find((one) => one === key);
  if (kind !== undefined && keys.length === 1) return kind;
  const what =
    keys.length > 1
      ? `it names ${keys.join(" and ")}, and one thing answers an operation`
      : key === undefined
        ? "it names no kind"
        : `there is no kind ${key}`;
  const close = key === undefined || kind !== undefined ? undefined : nearestKey(key, kinds);
  const fix = close === undefined ? `write one of ${kinds.join(", ")}` : `did you mean ${close}?`;
  const place = kind === undefined && key !== undefined ? [...at, key] : at;
  problems.add("GH1205", place, `x-gatehouse-integration is not right: ${what}`, fix);
  return undefined;
}

const readers: { [K in Kind]: (hint: Json, reading: Reading) => ContractIntegration | undefined } = {
  lambda(hint, reading) {
    const read = readKind(integrationHints.lambda, hint, reading);
    return read && checkHandler(read.lambda, [...reading.at, "lambda"], reading.name, reading)
      ? { kind: "lambda", function: read.lambda }
      : undefined;
  },
  mock(hint, reading) {
    const read = readKind(integrationHints.mock, hint, reading);
    const template = read && readTemplate(read.mock, [...reading.at, "mock"], reading);
    return template === undefined ? undefined : { kind: "mock", template };
  },
  service(hint, reading) {
    const read = readKind(integrationHints.service, hint, reading)?.service;
    if (read === undefined) return undefined;
    const at = [...reading.at, "service"];
    const request = readTemplate(read.request, [...at, "request"], reading);
    const mapping = readMapping(read, at, reading);
    const { action, target } = read;
    const integration = { kind: "service", action, target, request: request ?? "", ...mapping } as const;
    if (request !== undefined) checkMapping(reading.item, integration, at, reading.problems);
    return request === undefined ? undefined : integration;
  },
  http: (hint, reading) => readBackend("http", readKind(integrationHints.http, hint, reading)?.http, reading),
  vpcLink: (hint, reading) =>
    readBackend("vpcLink", readKind(integrationHints.vpcLink, hint, reading)?.vpcLink, reading),
};

function readBackend(
  kind: "http" | "vpcLink",
  hint: BackendHint | undefined,
  reading: Reading,
): ContractIntegration | undefined {
  if (hint === undefined) return undefined;
  const at = [...reading.at, kind];
  const request = hint.request && readTemplate(hint.request, [...at, "request"], reading);
  const integration = {
    kind,
    target: hint.target,
    path: hint.path,
    method: hint.method ?? reading.item.method,
    ...(request === undefined ? {} : { request }),
    ...readMapping(hint, at, reading),
  } as const;
  checkMapping(reading.item, integration, at, reading.problems);
  return integration;
}

function readKind<T>(
  { schema, example }: { readonly schema: z.ZodType<T>; readonly example: string },
  hint: Json,
  { at, problems }: Reading,
): T | undefined {
  return readHint(schema, hint, at, example, problems);
}

function readMapping(hint: MappedHint, at: readonly string[], reading: Reading): Mapping {
  const answers = Object.entries(hint.responses ?? {}).flatMap(
    ([pattern, { status, template, headers }]): ContractAnswer[] => {
      const text = readTemplate(template, [...at, "responses", pattern, "template"], reading);
      return text === undefined ? [] : [{ pattern, status: String(status), template: text, headers }];
    },
  );
  return { parameters: hint.parameters, answers };
}

/** True when the folder holds that function; reports where it does not. `whose`: who names it. */
export function checkHandler(
  name: string,
  at: readonly string[],
  whose: string,
  { folder, problems }: Pick<Reading, "folder" | "problems">,
): boolean {
  if (folder.functions.includes(name)) return true;
  const close = nearestKey(name, folder.functions);
  const missing = `${name}/handler.ts`;
  const fix = close === undefined ? `write ${missing} beside the contract` : `did you mean ${close}?`;
  problems.add("GH1206", at, `${whose} names no handler: there is no ${missing}`, fix);
  return false;
}

function readTemplate(file: string, at: readonly string[], reading: Reading): string | undefined {
  const template = reading.folder.template(file);
  if (template === undefined) {
    const what = `${reading.name} names no template: there is no ${file}`;
    reading.problems.add("GH1206", at, what, "write it beside the contract");
  }
  return template;
}
