import type { Graph } from "../local/graph";
import { longestChain } from "./longestChain";
import { stageGraph } from "./stageGraph";

const STAGES = ["dev", "test", "prod"];

/** The longest chain of resources that a deployment makes one after another, for each stage. */
export async function dependencyChain(root: string): Promise<string> {
  const rows: string[] = [];
  for (const stage of STAGES) {
    const graph = await stageGraph(root, stage);
    const chain = longestChain(graph);
    rows.push(`| ${stage} | ${managed(graph)} | ${chain.length} | ${chain.map(describe).join(" → ")} |`);
  }
  return [
    "Resources that wait for one another at the first deployment, from recorded dependencies, custom parents and providers. " +
      "Components, providers and resources that are only read take no time and are not counted.",
    "",
    "| stage | resources | longest chain | its resources |",
    "|---|---|---|---|",
    ...rows,
  ].join("\n");
}

const managed = ({ resources }: Graph): number =>
  resources.filter(({ custom, external, type }) => custom && !external && !type.startsWith("pulumi:")).length;

const describe = ({ name }: { readonly name: string }): string => `\`${name}\``;
