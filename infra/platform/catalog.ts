import * as pulumi from "@pulumi/pulumi";
import { HttpApi, type PrivateTarget } from "../api";
import { bundleName, LambdaFunction } from "../compute";
import type { Contract } from "../contract";
import type { Tables } from "../data";
import { HttpApiDomain, type PublicHost } from "../domains";
import type { EdgeWebAcl } from "../edge";
import { FunctionGroup, PrivateBackend, VpcLink } from "../network";
import { subjects } from "../observability";
import type { StageConfig } from "../stage";
import type { Foundation } from "./foundation";
import { type Front, originOf, publicHostOf } from "./front";
import { together, type Watched, watchCertificate, watchEdgeCertificate, watchFunctions } from "./watch";

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
  const host = publicHostOf("catalog", foundation);
  const front = originOf("catalog", foundation, parts.edgeWebAcl, settings, host);

  const group = new FunctionGroup("catalog-functions", { target, network, owner: "catalog" });
  const functions = Object.fromEntries(
    contract.functions.map(({ name, handlerFile }) => {
      const bundle = bundleName(handlerFile);
      return [
        name,
        new LambdaFunction(
          `catalog-${name}`,
          {
            ...common,
            bundle,
            description: `${contract.name} ${contract.version}: ${name}`,
            settings: settings.functions,
            environment: {
              STAGE: config.stage,
              TABLE_NAME: parts.tables.products.name,
              POWERTOOLS_SERVICE_NAME: bundle,
              POWERTOOLS_METRICS_NAMESPACE: target.prefix,
              POWERTOOLS_LOG_LEVEL: settings.functions.logLevel,
              ...front.environment,
            },
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
            platformKeyArn: platformKey.arn,
            vpc: { subnetIds: network.workloadSubnetIds, securityGroupId: group.securityGroupId },
          },
          { dependsOn: [...group.rules] },
        ),
      ];
    }),
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
    // A second more than the function has: its own timeout is the better error.
    timeoutMillis: (settings.functions.timeoutSeconds + 1) * 1000,
    ownAddressClosed: config.domain !== undefined && !front.isDistributed,
    platformKeyArn: platformKey.arn,
  });
  const entrance = entranceOf(config, host, api, front);
  const watched = together([
    watchFunctions(Object.values(functions)),
    entrance.certificate,
    {
      subjects: [subjects.httpApi("catalog", api.id, api.stageName, settings.throttle.requestsPerSecond)],
      accessLogs: [api.accessLogName],
      functionLogs: [],
    },
  ]);
  return { api, functions, url: pulumi.interpolate`https://${entrance.host}`, watched };
}

/** The host that callers use, the distribution's, the custom domain's, or the API's own; and its certificate. */
function entranceOf(
  config: StageConfig,
  host: PublicHost | undefined,
  api: HttpApi,
  front: Front,
): { readonly host: pulumi.Input<string>; readonly certificate: Watched } {
  const distributed = front.distribute(api.hostName);
  if (distributed)
    return {
      host: distributed.hostName,
      certificate: watchEdgeCertificate("catalog", distributed.certificateArn),
    };
  if (!host) return { host: api.hostName, certificate: watchCertificate("catalog", undefined) };
  const domain = new HttpApiDomain("catalog-domain", { config, host, api });
  return { host: domain.hostName, certificate: watchCertificate("catalog", domain.certificateArn) };
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
