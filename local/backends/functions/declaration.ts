import { block, count, declared, text, texts } from "../../graph/declared";
import type { Declared } from "../../graph/declared";
import type { Graph } from "../../graph/graph";

/** A Lambda function as the program declares it. Defaults are Lambda's own (CreateFunction in the API reference). */
export interface FunctionDeclaration {
  readonly urn: string;
  /** The function's name on AWS. */
  readonly name: string;
  /** Unqualified ARN. */
  readonly arn: string;
  readonly region: string;
  /** `module.export` @default "" - reported as Runtime.MalformedHandlerName */
  readonly handler: string;
  readonly runtime: string;
  /** @default 3 */
  readonly timeoutSeconds: number;
  /** @default 128 */
  readonly memorySizeMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** The code archive in wire form, or undefined when the code is not in the graph (S3, container image). */
  readonly code: unknown;
  /** Undefined: unreserved. 0: every invocation is throttled. */
  readonly reservedConcurrency: number | undefined;
  readonly logFormat: "Text" | "JSON";
  /** @default "/aws/lambda/<name>" */
  readonly logGroup: string;
  /** @default "INFO" - for JSON logs only */
  readonly applicationLogLevel: string | undefined;
  readonly traced: boolean;
  /** Qualifiers besides $LATEST: aliases by name, and published versions. */
  readonly qualifiers: Readonly<Record<string, string>>;
  /** Why it cannot run here at all, when it cannot. */
  readonly obstacle: string | undefined;
  /** What is declared and does nothing in a rehearsal, as `property (reason)`. */
  readonly notRehearsed: readonly string[];
}

/** The Lambda functions of a graph, with their aliases. */
export function declaredFunctions(graph: Graph): FunctionDeclaration[] {
  const aliases = declared(graph, "aws:lambda/alias:Alias").map(({ values }) => values);
  return declared(graph, "aws:lambda/function:Function").map((item) => declaration(item, aliases));
}

function declaration(item: Declared, aliases: readonly Record<string, unknown>[]): FunctionDeclaration {
  const { resource, values } = item;
  const name = text(values.name) ?? resource.id ?? resource.name;
  const arn = text(values.arn) ?? `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
  const reserved = count(values.reservedConcurrentExecutions);
  const logging = block(values.loggingConfig);
  return {
    urn: resource.urn,
    name,
    arn,
    region: arn.split(":")[3] || "us-east-1",
    handler: text(values.handler) ?? "",
    runtime: text(values.runtime) ?? "",
    timeoutSeconds: count(values.timeout) ?? 3,
    memorySizeMb: count(values.memorySize) ?? 128,
    environment: variables(values.environment),
    code: resource.inputs.code,
    reservedConcurrency: reserved === undefined || reserved < 0 ? undefined : reserved,
    logFormat: logging.logFormat === "JSON" ? "JSON" : "Text",
    logGroup: text(logging.logGroup) ?? `/aws/lambda/${name}`,
    applicationLogLevel: text(logging.applicationLogLevel),
    traced: block(values.tracingConfig).mode === "Active",
    qualifiers: qualifiers(values, name, arn, aliases),
    obstacle: obstacle(values, resource.inputs.code),
    notRehearsed: notRehearsed(values),
  };
}

function variables(environment: unknown): Record<string, string> {
  const entries = Object.entries(block(block(environment).variables));
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}

function qualifiers(
  values: Readonly<Record<string, unknown>>,
  name: string,
  arn: string,
  aliases: readonly Record<string, unknown>[],
): Record<string, string> {
  const found: Record<string, string> = {};
  const version = text(values.version);
  if (version !== undefined && version !== "$LATEST") found[version] = version;
  for (const alias of aliases) {
    const aliasName = text(alias.name);
    if (aliasName === undefined || (alias.functionName !== name && alias.functionName !== arn)) continue;
    found[aliasName] = text(alias.functionVersion) ?? "$LATEST";
  }
  return found;
}

function obstacle(values: Readonly<Record<string, unknown>>, code: unknown): string | undefined {
  const runtime = text(values.runtime);
  if (values.packageType === "Image") return "it is a container image, and a rehearsal runs archives only";
  if (runtime !== undefined && !runtime.startsWith("nodejs"))
    return `its runtime is ${runtime}, and a rehearsal runs nodejs only`;
  if (code === undefined) return "its code is not in the graph (S3, or an export without assets)";
  return undefined;
}

function notRehearsed(values: Readonly<Record<string, unknown>>): string[] {
  const found: string[] = [];
  if (texts(values.layers).length > 0) found.push("layers (not unpacked)");
  if (Object.keys(block(values.fileSystemConfig)).length > 0) found.push("fileSystemConfig (not mounted)");
  return found;
}
