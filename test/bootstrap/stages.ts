import { projectRoot } from "../../infra/compute";
import { createCloud } from "../../local/cloud";
import { evaluate, type Graph, readProject, readStackConfig } from "../../local/graph";

/** A stage's graph, and the data sources that the program asked on the way. */
export interface Stage {
  readonly name: string;
  readonly graph: Graph;
  readonly dataSources: ReadonlySet<string>;
}

interface Settings {
  [section: string]: Record<string, unknown> | undefined;
}

/** Types that no stage of the project has as it is: settings that bring them. */
function everything(settings: Settings): void {
  const merge = (section: string, more: object) => {
    settings[section] = { ...settings[section], ...more };
  };
  merge("alarms", { pageEmails: ["page@example.com"] });
  merge("backoffice", {
    callers: { vpcEndpoints: [{ id: "vpce-0123456789abcdef0", accountId: "222222222222" }] },
  });
  merge("catalog", { cloudFront: false });
  merge("network", {
    s3GatewayEndpoint: true,
    endpointService: { allowedAccountIds: ["222222222222"] },
  });
  merge("operations", { ownsInspector: true, monthlyBudgetUsd: 250 });
  merge("partner", { mutualTls: { truststoreFile: "test/infra/domains/authority.pem" } });
  merge("protection", { waf: { allowAddresses: ["192.0.2.0/24"] } });
}

/** The stages that come with the project, and prod with every type that the program can make. */
export const stages: readonly (readonly [name: string, stack: string, change?: typeof everything])[] = [
  ["dev", "dev"],
  ["test", "test"],
  ["prod", "prod"],
  ["prod with every option", "prod", everything],
];

/** @param boundaryArn that bootstrap/README.md has every stage write into its settings */
export async function evaluateStages(boundaryArn: string): Promise<Stage[]> {
  const evaluated: Stage[] = [];
  for (const [name, stack, change] of stages) {
    const project = readProject(projectRoot);
    const config = readStackConfig(project, stack);
    const settings = JSON.parse(config.values["gatehouse:stage"] ?? "{}") as Settings;
    settings.operations = { ...settings.operations, permissionsBoundaryArn: boundaryArn };
    change?.(settings);
    const values = { ...config.values, "gatehouse:stage": JSON.stringify(settings) };
    const dataSources = new Set<string>();
    const cloud = createCloud();
    const graph = await evaluate({
      project,
      stack,
      config: { ...config, values },
      cloud: {
        ...cloud,
        invoke: (token, args, region) => {
          dataSources.add(token);
          return cloud.invoke(token, args, region);
        },
      },
    });
    evaluated.push({ name, graph, dataSources });
  }
  return evaluated;
}
