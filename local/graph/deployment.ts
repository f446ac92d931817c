import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Graph, GraphResource, Properties } from "./graph";
import { Problem } from "./problem";

/** The file format of `pulumi stack export`: apitype.UntypedDeployment with a version 3 deployment. */
export interface Deployment {
  readonly version: 3;
  readonly deployment: {
    readonly manifest: { readonly time: string; readonly magic: string; readonly version: string };
    readonly resources: readonly Record<string, unknown>[];
    readonly metadata: Record<string, never>;
  };
}

const ENGINE_VERSION = "v3.248.0";

/** The graph as a deployment that `pulumi stack import`, and every reader of exports, takes. */
export function toDeployment(graph: Graph, time: Date): Deployment {
  const stamp = time.toISOString();
  return {
    version: 3,
    deployment: {
      manifest: {
        time: stamp,
        // The engine checks it on import: the hash of the version (pkg/resource/deploy/manifest.go).
        magic: createHash("sha256").update(ENGINE_VERSION).digest("hex"),
        version: ENGINE_VERSION,
      },
      resources: graph.resources.map((resource) => toState(resource, stamp)),
      metadata: {},
    },
  };
}

function toState(resource: GraphResource, stamp: string): Record<string, unknown> {
  const { outputs, propertyDependencies } = resource;
  const isRoot = resource.type === "pulumi:pulumi:Stack";
  return prune({
    ...resource,
    // A state has no name of its own: the URN ends with it.
    name: undefined,
    outputs: resource.custom && resource.id ? { id: resource.id, ...outputs } : outputs,
    propertyDependencies: isRoot ? {} : propertyDependencies,
    created: stamp,
    modified: stamp,
  });
}

/** Leaves out what says nothing: the engine omits empty fields too. Inputs and outputs stay, even when empty. */
function prune(state: Record<string, unknown>): Record<string, unknown> {
  const kept = ["urn", "type", "custom", "inputs", "outputs"];
  return Object.fromEntries(
    Object.entries(state).filter(([key, value]) => kept.includes(key) || !isEmpty(value)),
  );
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/**
 * Reads a stack export. Throws a {@link Problem} when the file is missing, is not JSON, or is something else.
 */
export function readDeployment(file: string): Graph {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === "ENOENT" ? "does not exist" : "cannot be read";
    throw new Problem("GH1020", `The graph file ${file} ${reason}.`, EXPORT_FIX);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Problem("GH1021", `${file} is not JSON: ${(error as Error).message}.`, EXPORT_FIX);
  }
  const { version, deployment } = (value ?? {}) as {
    version?: unknown;
    deployment?: { resources?: unknown };
  };
  if (version !== 3 || !Array.isArray(deployment?.resources ?? (deployment ? [] : undefined))) {
    const found =
      version === undefined ? "has no `version` and `deployment`" : `has version ${JSON.stringify(version)}`;
    throw new Problem("GH1022", `${file} is not a version 3 Pulumi deployment: it ${found}.`, EXPORT_FIX);
  }
  const items = (deployment?.resources ?? []) as unknown[];
  const resources = items.map((item, index) => fromState(item, index, file));
  const first = resources[0]?.urn.split("::");
  return {
    project: first?.[1] ?? "unknown",
    stack: first?.[0]?.replace("urn:pulumi:", "") ?? "unknown",
    mode: "known",
    resources: resources.filter((_, index) => !isPendingDeletion(items[index])),
  };
}

const EXPORT_FIX =
  "Make one with `pulumi stack export --show-secrets --file graph.json`, or `npm run plan -- --out graph.json`.";

/** An update that stopped half-way leaves the old resource beside the new one, under the same URN. */
const isPendingDeletion = (item: unknown): boolean => (item as { delete?: unknown } | null)?.delete === true;

function fromState(item: unknown, index: number, file: string): GraphResource {
  const state = (item ?? {}) as Record<string, unknown>;
  const { urn, type } = state;
  if (typeof urn !== "string" || typeof type !== "string" || urn.split("::").length < 4) {
    throw new Problem(
      "GH1023",
      `Resource ${index} of ${file} has no valid \`urn\` and \`type\`.`,
      "The file is cut short or was edited by hand; export it again.",
    );
  }
  const outputs = { ...properties(state.outputs) };
  if (state.custom === true) delete outputs.id;
  return {
    urn,
    type,
    name: urn.split("::").slice(3).join("::"),
    custom: state.custom === true,
    ...(typeof state.id === "string" && { id: state.id }),
    inputs: properties(state.inputs),
    outputs,
    ...(typeof state.parent === "string" && { parent: state.parent }),
    ...(typeof state.provider === "string" && { provider: state.provider }),
    dependencies: strings(state.dependencies),
    propertyDependencies: Object.fromEntries(
      Object.entries(properties(state.propertyDependencies)).map(([key, urns]) => [key, strings(urns)]),
    ),
    protect: state.protect === true,
    retainOnDelete: state.retainOnDelete === true,
    external: state.external === true,
    ...(typeof state.deleteBeforeReplace === "boolean" && { deleteBeforeReplace: state.deleteBeforeReplace }),
    ignoreChanges: strings(state.ignoreChanges),
    replaceOnChanges: strings(state.replaceOnChanges),
    additionalSecretOutputs: strings(state.additionalSecretOutputs),
    aliases: strings(state.aliases),
    ...(typeof state.sourcePosition === "string" && { sourcePosition: state.sourcePosition }),
  };
}

function properties(value: unknown): Properties {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Properties) : {};
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}
