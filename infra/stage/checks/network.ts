import { isPrivateAddress } from "../../network/addresses";
import type { StageSettings } from "../schema";
import { root, type StageProblem } from "../stageError";

/** An endpoint service has the execute-api endpoint behind it. */
function serviceWithoutEndpoint({ network }: StageSettings): StageProblem[] {
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

function repeatedEndpoints({ network: { interfaceEndpoints } }: StageSettings): StageProblem[] {
  const repeated = interfaceEndpoints.filter((name, index) => interfaceEndpoints.indexOf(name) !== index);
  return [...new Set(repeated)].map((name) => ({
    code: "GH1107",
    key: `${root}.network.interfaceEndpoints`,
    what: `network.interfaceEndpoints names ${name} twice: two endpoints cannot have the same private DNS name`,
    fix: "name it once",
  }));
}

/** Functions of the catalog are in the VPC, and read the secret that the distribution sends. */
function frontWithoutSecrets({ network, catalog }: StageSettings): StageProblem[] {
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

/** Elastic Load Balancing refuses other addresses as targets (target groups guide, "Target type"). */
function publicBackends({ catalog, backoffice }: StageSettings): StageProblem[] {
  return Object.entries({ catalog, backoffice }).flatMap(([api, { privateBackend }]) =>
    (privateBackend?.addresses ?? []).flatMap((address, index) =>
      isPrivateAddress(address)
        ? []
        : [
            {
              code: "GH1107",
              key: `${root}.${api}.privateBackend.addresses.${index}`,
              what: `${api}.privateBackend.addresses has ${address}, which is public: an internal load balancer has no such targets`,
              fix: "use an address of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10",
            },
          ],
    ),
  );
}

/** Each host name belongs to one API. */
function sharedHosts({ domain, catalog, live, backoffice }: StageSettings): StageProblem[] {
  if (!domain) return [];
  const hosts = { catalog, live, backoffice };
  return Object.entries(hosts).flatMap(([api, { host }]) => {
    const other =
      domain.host === host
        ? "domain.host"
        : Object.entries(hosts).find(([name, section]) => name > api && section.host === host)?.[0];
    if (other === undefined) return [];
    return [
      {
        code: "GH1107",
        key: `${root}.${api}.host`,
        what: `${api}.host is ${host}, and so is ${other.includes(".") ? other : `${other}.host`}`,
        fix: "give each API a host of its own",
      },
    ];
  });
}

/** What is wrong with the network of a stage and with the names and addresses in it. */
export const networkProblems = (settings: StageSettings): StageProblem[] => [
  ...serviceWithoutEndpoint(settings),
  ...repeatedEndpoints(settings),
  ...frontWithoutSecrets(settings),
  ...publicBackends(settings),
  ...sharedHosts(settings),
];
