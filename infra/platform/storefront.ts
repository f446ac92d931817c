import * as pulumi from "@pulumi/pulumi";
import { RestApi } from "../api";
import { type LambdaFunction, StorefrontFunctions } from "../compute";
import type { Contract } from "../contract";
import { Tables } from "../data";
import { EdgeDomain, hostName } from "../domains";
import { subjects } from "../observability";
import type { Foundation } from "./foundation";
import { integrationTimeoutMillis } from "./integrationTimeout";
import { lifecycleHeaders } from "./lifecycleHeaders";
import {
  together,
  type Watched,
  watchEdgeCertificate,
  watchFunctions,
  watchHealthChecks,
  watchRestApi,
} from "./watch";

/** The versions of the storefront that stand side by side. */
type StorefrontVersion = "v1" | "v2";

/** What the other parts of the program, and people, want to know of the storefront. */
export interface Storefront {
  readonly apis: Readonly<Record<StorefrontVersion, RestApi>>;
  readonly tables: Tables;
  /** Where callers reach each version. */
  readonly urls: Readonly<Record<StorefrontVersion, pulumi.Output<string>>>;
  /** Methods that people who have signed in may invoke with AWS credentials. */
  readonly invocableArns: readonly pulumi.Output<string>[];
  readonly watched: Watched;
}

/** What one version has of its own. */
interface Version {
  readonly api: RestApi;
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  readonly watched: Watched;
}

/** The storefront: edge REST APIs for browsers and apps, one for each version, over the same tables and domain. */
export function declareStorefront(
  foundation: Foundation,
  contracts: Readonly<Record<StorefrontVersion, Contract>>,
): Storefront {
  const { config, dataKey } = foundation;
  const tables = new Tables("tables", { config, kmsKeyArn: dataKey.arn });
  const v1 = declareVersion(foundation, tables, contracts.v1, { api: "storefront", functions: "functions" });
  const v2 = declareVersion(foundation, tables, contracts.v2, {
    api: "storefront-v2",
    functions: "functions-v2",
    deployAfter: v1.api,
  });
  const apis = { v1: v1.api, v2: v2.api };
  const domain = config.domain
    ? new EdgeDomain("domain", { config, domain: config.domain, apis, healthPath: "/health" })
    : undefined;

  const url = (version: StorefrontVersion) =>
    domain ? pulumi.output(`https://${domain.hostName}/${version}`) : apis[version].invokeUrl;
  const watched = together([
    v1.watched,
    v2.watched,
    watchEdgeCertificate("storefront", domain?.certificateArn),
    watchHealthChecks(domain?.healthChecks ?? {}),
    {
      subjects: (["users", "products", "idempotency"] as const).map((table) =>
        subjects.table(`table-${table}`, tables[table].name),
      ),
    },
  ]);
  const invocableArns = (["v1", "v2"] as const).flatMap((version) =>
    signedMethods(contracts[version]).map(
      (method) => pulumi.interpolate`${apis[version].executionArn}/${config.stage}/${method}`,
    ),
  );
  return { apis, tables, urls: { v1: url("v1"), v2: url("v2") }, invocableArns, watched };
}

/** `GET/me`: the methods of a contract that take signed requests, as they stand in an ARN. */
const signedMethods = ({ operations }: Contract): string[] =>
  operations.flatMap(({ access, method, path }) => (access.kind === "sigv4" ? [`${method}${path}`] : []));

function declareVersion(
  { config, target, dataKey, platformKey, network, identity, logRole }: Foundation,
  tables: Tables,
  contract: Contract,
  names: { readonly api: string; readonly functions: string; readonly deployAfter?: RestApi },
): Version {
  const { storefront, domain } = config;
  const headers = lifecycleHeaders(
    contract.version === "v1" || contract.version === "v2"
      ? storefront.deprecation[contract.version]
      : undefined,
    domain && contract.version === "v1" ? `https://${hostName(domain)}/v2` : undefined,
  );
  const common = { config, target, contract, platformKeyArn: platformKey.arn };
  const { functions } = new StorefrontFunctions(names.functions, {
    ...common,
    tables,
    network,
    tableKeyArn: dataKey.arn,
    headers,
  });
  const api = new RestApi(names.api, {
    ...common,
    endpoint: { type: "EDGE", tlsPolicy: domain?.tlsPolicy },
    // With a custom domain there is one way in; the default endpoint would be another.
    disableExecuteApiEndpoint: domain !== undefined,
    settings: {
      ...storefront,
      integrationTimeoutMillis: integrationTimeoutMillis(storefront.functions),
    },
    functions,
    userPoolArn: identity.userPoolArn,
    headers,
    deployAfter: names.deployAfter,
    logRole: logRole?.account,
  });
  const watched = together([
    watchFunctions(Object.values(functions)),
    watchRestApi(contract, api, storefront.throttle.requestsPerSecond),
  ]);
  return { api, functions, watched };
}
