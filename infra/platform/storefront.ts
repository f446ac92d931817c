import * as pulumi from "@pulumi/pulumi";
import { RestApi } from "../api";
import { StorefrontFunctions } from "../compute";
import type { Contract } from "../contract";
import { Tables } from "../data";
import { EdgeDomain } from "../domains";
import { subjects } from "../observability";
import type { Foundation } from "./foundation";
import { together, type Watched, watchFunctions } from "./watch";

/** What the other parts of the program, and people, want to know of the storefront. */
export interface Storefront {
  readonly api: RestApi;
  readonly tables: Tables;
  /** Where callers reach it. */
  readonly url: pulumi.Output<string>;
  readonly watched: Watched;
}

/** The storefront: an edge REST API for browsers and apps, with its tables, functions, domain and alarms. */
export function declareStorefront(foundation: Foundation, contract: Contract): Storefront {
  const { config, target, dataKey, platformKey, network, identity, logRole } = foundation;
  const common = { config, target };
  const keys = { tableKeyArn: dataKey.arn, platformKeyArn: platformKey.arn };

  const tables = new Tables("tables", { config, kmsKeyArn: dataKey.arn });
  const { functions } = new StorefrontFunctions("functions", {
    ...common,
    ...keys,
    contract,
    tables,
    network,
  });
  const { storefront } = config;
  const api = new RestApi("storefront", {
    ...common,
    ...keys,
    contract,
    endpoint: { type: "EDGE", tlsPolicy: config.domain?.tlsPolicy },
    // With a custom domain there is one way in; the default endpoint would be another.
    disableExecuteApiEndpoint: config.domain !== undefined,
    settings: {
      ...storefront,
      // A second more than the function has: its own timeout is the better error.
      integrationTimeoutMillis: (storefront.functions.timeoutSeconds + 1) * 1000,
    },
    functions,
    userPoolArn: identity.userPoolArn,
    logRole: logRole?.account,
  });
  const domain = config.domain
    ? new EdgeDomain("domain", { config, domain: config.domain, apis: { [contract.version]: api } })
    : undefined;

  const url = domain ? pulumi.output(`https://${domain.hostName}/${contract.version}`) : api.invokeUrl;
  const watched = together([
    watchFunctions(Object.values(functions)),
    {
      subjects: [
        subjects.restApi(
          `${contract.name}-${contract.version}`,
          api.apiName,
          api.stageName,
          storefront.throttle.requestsPerSecond,
        ),
        ...(["users", "products", "idempotency"] as const).map((table) =>
          subjects.table(`table-${table}`, tables[table].name),
        ),
      ],
      accessLogs: [api.accessLogName],
      functionLogs: [],
    },
  ]);
  return { api, tables, url, watched };
}
