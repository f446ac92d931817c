import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCloud } from "../../local/cloud";
import { evaluate, readProject, readStackConfig, type Graph } from "../../local/graph";
import { runGuard } from "../../policy/guard";
import type { EngineEvent } from "./simulation";

const ROOT = join(__dirname, "..", "..");
const GUARD = join(ROOT, "policy");

type Options = Readonly<Record<string, unknown>>;

/**
 * Options that make rules fire in every stage, so that there is something to compare where all is well: rules of one
 * resource, and rules that follow ids and references through the whole stack.
 */
const STRICTER: Readonly<Record<string, Options>> = {
  "account-throttle-budget": { accountRate: 1 },
  "api-alarm-coverage": { metrics: ["CacheHitCount"] },
  "backend-alarm-coverage": { function: ["Invocations"], queue: ["SentMessageSize"] },
  "iam-permissions-boundary": { everyRole: true },
  "kms-deletion-window": { minimumDays: 30 },
  "lambda-in-vpc": { outside: {} },
  "lambda-runtime": { runtimes: ["nodejs99.x"] },
  "lambda-sqs-visibility": { factor: 100 },
  "lambda-vpc-multi-az": { minimumZones: 6 },
  "log-group-retention-1y": { minimumDays: 3653, stages: ["dev", "test", "prod"] },
  "rest-integration-role-one-target": { alsoAllowed: [] },
  "rest-method-cognito": { required: true, beside: [] },
  "vpc-subnets-multi-az": { minimumZones: 6 },
  "vpce-multi-az": { minimumZones: 6 },
  "vpce-policy-names-api": { wholeAccount: false },
};

/** Arguments that run the guard with these options as advice. All other rules keep the settings of the stage's file. */
export function withGuard(home: string): readonly string[] {
  const config = join(home, "policy.json");
  const rules = Object.entries(STRICTER).map(([rule, options]) => [
    rule,
    { enforcementLevel: "advisory", ...options },
  ]);
  writeFileSync(config, JSON.stringify(Object.fromEntries(rules)));
  return ["--policy-pack", GUARD, "--policy-pack-config", config];
}

/** `level rule urn: property: message` of each violation that the real engine reported, once. */
export function reported(events: readonly EngineEvent[]): readonly string[] {
  const lines = events.flatMap(({ policyEvent }) => {
    if (policyEvent === undefined) return [];
    const { enforcementLevel, policyName, resourceUrn = "", message } = policyEvent;
    // The rule's title stands above, the fix below.
    return [`${enforcementLevel} ${policyName} ${resourceUrn}: ${message.split("\n")[1] ?? ""}`];
  });
  return [...new Set(lines)].sort();
}

/** The same of the guard in this process, with the stage's own file as the engine reads it. */
export async function judgedHere(stage: string, mode: Graph["mode"]): Promise<readonly string[]> {
  const project = readProject(ROOT);
  const config = readStackConfig(project, stage);
  const graph = await evaluate({ project, stack: stage, config, cloud: createCloud(), mode });
  const { rules, ...rest } = JSON.parse(readFileSync(join(GUARD, "config", `${stage}.json`), "utf8")) as {
    rules: Readonly<Record<string, { readonly options?: Options }>>;
  };
  const stricter = Object.entries(STRICTER).map(([rule, options]) => [
    rule,
    { level: "advisory", options: { ...rules[rule]?.options, ...options } },
  ]);
  const { findings } = runGuard({
    ...graph,
    config: { ...rest, rules: { ...rules, ...Object.fromEntries(stricter) } },
  });
  const lines = findings
    .filter(({ verdict }) => verdict === "violation")
    .map(({ level, rule, urn, property = "", message }) => {
      const place = property === "" ? "" : `${property}: `;
      return `${level} ${rule} ${urn}: ${place}${message}`;
    });
  return [...new Set(lines)].sort();
}
