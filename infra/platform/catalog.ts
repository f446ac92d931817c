import * as pulumi from "@pulumi/pulumi";
import { HttpApi, type PrivateTarget } from "../api";
import { contractFunctions, type LambdaFunction } from "../compute";
import type { Contract } from "../contract";
import type { Tables } from "../data";
import type { EdgeWebAcl } from "../edge";
import { FunctionGroup, PrivateBackend, VpcLink } from "../network";
import { subjects } from "../observability";
import type { Foundation } from "./foundation";
import { frontOf } from "./front";
import { integrationTimeoutMillis } from "./integrationTimeout";
import { together, type Watched, watchFunctions } from "./watch";

/** What the other parts of the program, and people, want to know of the catalog. */
export interface Catalog {
  readonly api: HttpApi;
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  /** Where callers reach it. */
  readonly url: pulumi.Output<string>;
  readonly watched: Watched;
}

/** What the catalog reads, and what stands before it. */
export interface CatalogParts {
  readonly tables: Tables;
  /** Web ACL of the stage's distributions, where it has any. */
  readonly edgeWebAcl: EdgeWebAcl | undefined;
}

/** The catalog: an HTTP API on which partners' web apps read products, behind CloudFront where the stage says so. */
export function declareCatalog(foundation: Foundation, contract: Contract, parts: CatalogParts): Catalog {
  const { config, target, dataKey, platformKey, network, identity } = foundation;
  const settings = config.catalog;
  const common = { config, target };
  const front = frontOf("catalog", foundation, parts.edgeWebAcl);

  const group = new FunctionGroup("catalog-functions", { target, network, owner: "catalog" });
  const functions = contractFunctions(
    "catalog",
    {
      ...common,
      contract,
      settings: settings.functions,
      platformKeyArn: platformKey.arn,
      design: () => ({
        environment: { TABLE_NAME: parts.tables.products.name, ...front.environment },
        tables: [
          {
            tableArn: parts.tables.products.arn,
            // A reader: what the storefront writes, the catalog never changes.
            actions: ["GetItem", "Scan"],
            indexes: { names: ["byCategory"], actions: ["Query"] },
          },
        ],
        tableKeyArn: dataKey.arn,
        statements: front.statements,
        vpc: { subnetIds: network.workloadSubnetIds, securityGroupId: group.securityGroupId },
      }),
    },
    { dependsOn: [...group.rules] },
  );
  const api = new HttpApi("catalog", {
    ...common,
    contract,
    functions,
    privateTargets: privateTargets(foundation),
    tokens: { issuer: identity.issuer, audience: Object.values(identity.clientIds) },
    throttle: settings.throttle,
    cors: settings.cors,
    autoDeploy: settings.autoDeploy,
    timeoutMillis: integrationTimeoutMillis(settings.functions),
    ownAddressClosed: config.domain !== undefined && !front.isDistributed,
    platformKeyArn: platformKey.arn,
  });
  const entrance = front.open(api);
  const watched = together([
    watchFunctions(Object.values(functions)),
    entrance.certificate,
    {
      subjects: [subjects.httpApi("catalog", api.id, api.stageName, settings.throttle.requestsPerSecond)],
      accessLogs: [api.accessLogName],
    },
  ]);
  const url = pulumi.interpolate`https://${entrance.hostName ?? api.hostName}`;
  return { api, functions, url, watched };
}

/** The warehouse's own system, where the stage says where it is. */
function privateTargets({ config, target, network }: Foundation): Readonly<Record<string, PrivateTarget>> {
  const settings = config.catalog.privateBackend;
  if (!settings) return {};
  const common = { target, network, api: "catalog" };
  const backend = new PrivateBackend("catalog-stock", { ...common, config, settings });
  const link = new VpcLink("catalog-link", { ...common, backend });
  return {
    stock: { vpcLinkId: link.id, listenerArn: backend.listenerArn, serverName: settings.hostName },
  };
}
