import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { RestApi, type VpcLinkBackend } from "../api";
import { type Doors, privateApiPolicy } from "../api/privateApiPolicy";
import { contractFunctions, type LambdaFunction } from "../compute";
import type { Contract } from "../contract";
import type { Tables } from "../data";
import { PrivateDomain } from "../domains";
import { FunctionGroup, PrivateBackend } from "../network";
import type { Foundation } from "./foundation";
import { integrationTimeoutMillis } from "./integrationTimeout";
import { Operators } from "./operators";
import { together, type Watched, watchCertificate, watchFunctions, watchRestApi } from "./watch";

/** What the other parts of the program, and people, want to know of the back office. */
export interface Backoffice {
  readonly api: RestApi;
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  readonly operators: Operators;
  /** Where callers inside the VPC reach it. */
  readonly url: pulumi.Output<string>;
  readonly watched: Watched;
}

/**
 * The back office: a private REST API. It is declared in every stage, since that costs nothing: where the stage has no
 * execute-api endpoint, its policy names the VPC, and it can be reached as soon as the stage lists one.
 */
export function declareBackoffice(
  foundation: Foundation,
  whole: Contract,
  { tables, deployAfter }: { readonly tables: Tables; readonly deployAfter: RestApi },
): Backoffice {
  const { config, target, dataKey, platformKey, network, logRole } = foundation;
  const settings = config.backoffice;
  const common = { config, target };
  const vpcLinks = onPremises(foundation);
  // What no backend stands behind is not declared: it would only answer 500.
  const operations = whole.operations.filter(
    ({ integration }) => integration.kind !== "vpcLink" || integration.target in vpcLinks,
  );
  const contract = { ...whole, operations };

  const group = new FunctionGroup("backoffice-functions", { target, network, owner: "backoffice" });
  const functions = contractFunctions(
    "backoffice",
    {
      ...common,
      contract,
      settings: settings.functions,
      platformKeyArn: platformKey.arn,
      design: () => ({
        environment: { TABLE_NAME: tables.users.name },
        tables: [{ tableArn: tables.users.arn, actions: ["GetItem", "Scan", "DeleteItem"] }],
        tableKeyArn: dataKey.arn,
        vpc: { subnetIds: network.workloadSubnetIds, securityGroupId: group.securityGroupId },
      }),
    },
    { dependsOn: [...group.rules] },
  );
  const endpoint = network.interfaceEndpoints?.endpoints["execute-api"];
  const hasDomain = config.domain !== undefined && endpoint !== undefined;
  const api = new RestApi("backoffice", {
    ...common,
    contract,
    endpoint: { type: "PRIVATE", vpcEndpointIds: endpoint ? [endpoint.id] : [] },
    settings: {
      throttle: settings.throttle,
      integrationTimeoutMillis: integrationTimeoutMillis(settings.functions),
    },
    functions,
    vpcLinks,
    // The ERP system sees who calls it.
    clientCertificate: Object.keys(vpcLinks).length > 0,
    policy: policyOf(foundation, endpoint, `*/${target.stage}/*`),
    disableExecuteApiEndpoint: hasDomain,
    platformKeyArn: platformKey.arn,
    deployAfter,
    logRole: logRole?.account,
  });
  const operators = new Operators("operators", { ...common, executionArn: api.executionArn, operations });
  const domain = domainOf(foundation, api, endpoint);
  const watched = together([
    watchFunctions(Object.values(functions)),
    watchCertificate("backoffice", domain?.certificateArn),
    watchRestApi(contract, api, settings.throttle.requestsPerSecond),
  ]);
  const url = domain ? pulumi.output(`https://${domain.hostName}`) : api.invokeUrl;
  return { api, functions, operators, url, watched };
}

/** Who may come in: this VPC by its own endpoint, and whom the stage lists. */
function policyOf(
  { config, target, network }: Foundation,
  endpoint: aws.ec2.VpcEndpoint | undefined,
  resource: string,
): pulumi.Output<string> {
  const { callers } = config.backoffice;
  const { partition, region, accountId } = target;
  return pulumi
    .all([partition, region, accountId, endpoint ? endpoint.id : network.vpcId])
    .apply(([inPartition, inRegion, account, own]) => {
      const doors: Doors = {
        vpcEndpointIds: [...(endpoint ? [own] : []), ...callers.vpcEndpoints.map(({ id }) => id)],
        vpcIds: [...(endpoint ? [] : [own]), ...callers.vpcIds],
      };
      return JSON.stringify(
        privateApiPolicy(doors, `arn:${inPartition}:execute-api:${inRegion}:${account}:${resource}`, {
          AWS: `arn:${inPartition}:iam::${account}:root`,
        }),
      );
    });
}

/** The host name inside the VPC; the API's own address there has to do where the stage has no domain or no endpoint. */
function domainOf(
  foundation: Foundation,
  api: RestApi,
  endpoint: aws.ec2.VpcEndpoint | undefined,
): PrivateDomain | undefined {
  const { config, network } = foundation;
  if (!config.domain || !endpoint) return undefined;
  const { callers, host } = config.backoffice;
  const [entry] = [endpoint.dnsEntries.apply((entries) => entries[0])];
  return new PrivateDomain("backoffice-domain", {
    config,
    hostName: `${host}.${config.domain.zoneName}`,
    zoneName: config.domain.zoneName,
    apis: { "": api },
    policy: domainPolicy(endpoint, callers),
    endpoints: {
      own: {
        id: endpoint.id,
        address: {
          name: entry.apply((first) => first?.dnsName ?? ""),
          zoneId: entry.apply((first) => first?.hostedZoneId ?? ""),
        },
      },
    },
    vpcIds: [network.vpcId],
    sharedWithAccounts: [...new Set(callers.vpcEndpoints.map(({ accountId }) => accountId))],
  });
}

/** The domain has the same doors as the API. Who the caller is, the API asks. */
const domainPolicy = (
  endpoint: aws.ec2.VpcEndpoint,
  callers: Foundation["config"]["backoffice"]["callers"],
): pulumi.Output<string> =>
  endpoint.id.apply((own) =>
    JSON.stringify(
      privateApiPolicy(
        {
          vpcEndpointIds: [own, ...callers.vpcEndpoints.map(({ id }) => id)],
          vpcIds: callers.vpcIds,
        },
        "execute-api:/*",
        "*",
      ),
    ),
  );

/** The ERP system on premises, where the stage says where it is. */
function onPremises({ config, target, network }: Foundation): Readonly<Record<string, VpcLinkBackend>> {
  const settings = config.backoffice.privateBackend;
  if (!settings) return {};
  const backend = new PrivateBackend("backoffice-erp", {
    config,
    target,
    network,
    settings,
    api: "backoffice",
  });
  const link = new aws.apigateway.VpcLink(
    "backoffice-erp-link",
    {
      name: `${target.prefix}-backoffice`,
      description: `From ${target.prefix} backoffice to ${settings.hostName}`,
      targetArn: backend.loadBalancerArn,
    },
    { parent: backend, dependsOn: [...backend.ready] },
  );
  return { erp: { connectionId: link.id, url: `https://${settings.hostName}` } };
}
