import * as pulumi from "@pulumi/pulumi";
import { EdgeApi } from "../api";
import { StorefrontFunctions } from "../compute";
import type { Contract } from "../contract";
import { Tables } from "../data";
import { EdgeDomain } from "../domains";
import { StageAlarms } from "../observability";
import type { Foundation } from "./foundation";

/** What the other parts of the program, and people, want to know of the storefront. */
export interface Storefront {
  readonly api: EdgeApi;
  readonly tables: Tables;
  /** Where callers reach it. */
  readonly url: pulumi.Output<string>;
}

/** The storefront: an edge REST API for browsers and apps, with its tables, functions, domain and alarms. */
export function declareStorefront(foundation: Foundation, contract: Contract): Storefront {
  const { config, target, dataKey, platformKey, network, identity, topic, logRole } = foundation;
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
  const api = new EdgeApi("storefront", {
    ...common,
    ...keys,
    contract,
    functions,
    userPoolArn: identity.userPoolArn,
    logRole: logRole?.account,
  });
  const domain = config.domain
    ? new EdgeDomain("domain", { config, domain: config.domain, apis: { [contract.version]: api } })
    : undefined;
  new StageAlarms("alarms", { ...common, topicArn: topic.arn, api, functions });

  const url = domain ? pulumi.output(`https://${domain.hostName}/${contract.version}`) : api.invokeUrl;
  return { api, tables, url };
}
