import type { StageSettings } from "../schema";
import { root, type StageProblem } from "../stageError";

/** An endpoint service has the execute-api endpoint behind it. */
export function serviceWithoutEndpoint({ network }: Pick<StageSettings, "network">): StageProblem[] {
  if (!network.endpointService || network.interfaceEndpoints.includes("execute-api")) return [];
  return [
    {
      code: "GH1107",
      key: `${root}.network.endpointService`,
      what: "network.endpointService leads to the execute-api endpoint, and network.interfaceEndpoints has none",
      fix: "add execute-api to network.interfaceEndpoints",
    },
  ];
}

/** A service has one interface endpoint. */
export function repeatedEndpoints({
  network: { interfaceEndpoints },
}: Pick<StageSettings, "network">): StageProblem[] {
  const repeated = interfaceEndpoints.filter((name, index) => interfaceEndpoints.indexOf(name) !== index);
  return [...new Set(repeated)].map((name) => ({
    code: "GH1107",
    key: `${root}.network.interfaceEndpoints`,
    what: `network.interfaceEndpoints names ${name} twice: two endpoints cannot have the same private DNS name`,
    fix: "name it once",
  }));
}

/** Functions of the catalog are in the VPC, and read the secret that the distribution sends. */
export function frontWithoutSecrets({
  network,
  catalog,
}: Pick<StageSettings, "network" | "catalog">): StageProblem[] {
  if (!catalog.cloudFront || network.interfaceEndpoints.includes("secretsmanager")) return [];
  return [
    {
      code: "GH1107",
      key: `${root}.catalog.cloudFront`,
      what: "catalog.cloudFront is on, and its functions cannot read the secret by which they know the distribution: they are in the VPC, which has no endpoint of Secrets Manager",
      fix: "add secretsmanager to network.interfaceEndpoints",
    },
  ];
}
