import assert from "node:assert/strict";
import { toDeployment } from "../../local/graph";
import { readStageConfig } from "../../policy/config/files";
import { runGuard, type DeploymentResource, type Finding } from "../../policy/guard";
import { isObject } from "../../policy/model/wire";
import { evaluateStage, type Settings } from "../infra/evaluateStage";

const FOREIGN = { id: "vpce-0123456789abcdef0", accountId: "111111111111" };

/** What may stand before the partner API; the two exclude each other. */
const PARTNER_FRONTS: Readonly<Record<string, object>> = {
  CloudFront: { cloudFront: true },
  "mutual TLS": { mutualTls: { truststoreFile: "test/infra/domains/authority.pem" } },
};

/** Everything that a stage may put before its APIs, or let call them. */
function openEveryFront(settings: Settings, partner: object): void {
  const add = (section: string, more: object) => {
    settings[section] = { ...(settings[section] as object | undefined), ...more };
  };
  const { interfaceEndpoints = [] } = (settings.network ?? {}) as { interfaceEndpoints?: string[] };
  // The catalog's functions read there by what secret they know their distribution.
  add("network", { interfaceEndpoints: [...new Set([...interfaceEndpoints, "secretsmanager"])] });
  add("partner", partner);
  add("live", { cloudFront: true });
  add("catalog", { cloudFront: true });
  add("backoffice", { callers: { vpcIds: ["vpc-0123456789abcdef0"], vpcEndpoints: [FOREIGN] } });
}

/** The settings of a stage's guard, which know the endpoint of the other account besides. */
function knowing(stage: string, allowed: readonly string[]): unknown {
  const config = readStageConfig(stage).config;
  const rules = isObject(config) && isObject(config.rules) ? config.rules : {};
  const own = { "private-api-vpce-own-account": { options: { allowed } } };
  return { ...(isObject(config) ? config : {}), rules: { ...rules, ...own } };
}

async function refusals(
  stage: string,
  partner: object,
  allowed: readonly string[],
): Promise<readonly Finding[]> {
  const graph = await evaluateStage(stage, { change: (settings) => openEveryFront(settings, partner) });
  const resources = toDeployment(graph, new Date(0)).deployment
    .resources as unknown as readonly DeploymentResource[];
  const { findings } = runGuard({
    resources,
    stack: stage,
    project: "gatehouse",
    today: "2026-01-15",
    config: knowing(stage, allowed),
  });
  return findings.filter(({ verdict, level }) => verdict === "violation" && level === "mandatory");
}

describe("a stage with every front that it may have", function () {
  this.timeout(120_000);
  const said = (findings: readonly Finding[]) => findings.map(({ rule, urn }) => `${rule} ${urn}`);

  for (const [stage, front] of [
    ["dev", "CloudFront"],
    ["prod", "CloudFront"],
    ["prod", "mutual TLS"],
  ] as const)
    it(`is let through in ${stage}, the partner API behind ${front}`, async () => {
      assert.deepEqual(said(await refusals(stage, PARTNER_FRONTS[front] ?? {}, [FOREIGN.id])), []);
    });

  it("is refused for an endpoint of another account that the guard's settings do not list", async () => {
    const found = await refusals("dev", {}, []);
    assert.deepEqual([...new Set(found.map(({ rule }) => rule))], ["private-api-vpce-own-account"]);
  });
});
