import "./promiseTraces";
import { bundleSources, writeBundles } from "./compute";
import {
  declareBackoffice,
  declareCatalog,
  declareEdgeWebAcl,
  contractOf,
  declareFoundation,
  declareLive,
  declareObservability,
  declareOperations,
  declarePartner,
  declarePeople,
  declareStorefront,
  webSocketContractOf,
} from "./platform";
import { WebAcl } from "./protection";
import { boundEveryRole, load, stageTags, tagEverything } from "./stage";

// What this stage is, what the APIs promise their callers, and the functions that keep the promise.
const config = load();
const contracts = {
  storefrontV1: contractOf("storefront/v1/openapi.yaml"),
  storefrontV2: contractOf("storefront/v2/openapi.yaml"),
  catalog: contractOf("catalog/openapi.yaml"),
  backoffice: contractOf("backoffice/openapi.yaml"),
  partner: contractOf("partner/openapi.yaml"),
};
const liveContract = webSocketContractOf("live/contract.json");
writeBundles(bundleSources());
tagEverything(stageTags(config));
if (config.operations.permissionsBoundaryArn) boundEveryRole(config.operations.permissionsBoundaryArn);

// Keys, network, identity, alarms: what every API stands on.
const foundation = declareFoundation(config, [...Object.values(contracts), liveContract]);
const { target, platformKey, identity, network, topic } = foundation;

// The APIs.
const storefront = declareStorefront(foundation, {
  v1: contracts.storefrontV1,
  v2: contracts.storefrontV2,
});
const backoffice = declareBackoffice(foundation, contracts.backoffice, {
  tables: storefront.tables,
  deployAfter: storefront.apis.v2,
});
const edgeWebAcl = declareEdgeWebAcl(foundation);
const partner = declarePartner(foundation, contracts.partner, { edgeWebAcl, deployAfter: backoffice.api });
const catalog = declareCatalog(foundation, contracts.catalog, { tables: storefront.tables, edgeWebAcl });
const live = declareLive(foundation, liveContract, edgeWebAcl);

// What people who have signed in may do beside calling the APIs.
const people = declarePeople(foundation, storefront.invocableArns);

// Protection: the web ACL in front of the APIs and of sign-in.
const waf = new WebAcl("waf", {
  config,
  target,
  platformKeyArn: platformKey.arn,
  protects: {
    storefront: storefront.apis.v1.stageArn,
    "storefront-v2": storefront.apis.v2.stageArn,
    ...(partner.hasOwnWebAcl ? {} : { partner: partner.api.stageArn }),
    "sign-in": identity.userPoolArn,
  },
});

// Observability: alarms, dashboard and saved queries over all of it.
const { dashboardUrl: dashboard } = declareObservability(
  foundation,
  [storefront, partner, backoffice, catalog, live].map(({ watched }) => watched),
  { webAclMetricName: waf.metricName, edgeWebAcl },
);

declareOperations(foundation);

// What a person wants to know afterwards.
export const storefrontUrl = storefront.urls.v1;
export const storefrontApiId = storefront.apis.v1.id;
export const storefrontV2Url = storefront.urls.v2;
export const storefrontV2ApiId = storefront.apis.v2.id;
export const backofficeUrl = backoffice.url;
export const backofficeApiId = backoffice.api.id;
export const operatorRoleArns = {
  reader: backoffice.operators.readerRoleArn,
  writer: backoffice.operators.writerRoleArn,
};
export const catalogUrl = catalog.url;
export const catalogApiId = catalog.api.id;
export const liveUrl = live.url;
export const partnerUrl = partner.url;
export const partnerApiId = partner.api.id;
export const partnerSecretNames = partner.secretNames;
export const partnerRotationFunction = partner.rotationFunction;
export const userPoolId = identity.userPoolId;
export const signInUrl = identity.signInUrl;
export const browserClientId = identity.browserClientId;
// Null where the stage has no app: Pulumi warns of an output that is undefined.
export const nativeClientId = identity.nativeClientId ?? null;
export const machineClientId = identity.machineClientId;
export const machineClientSecret = identity.machineClientSecret;
export const tableNames = {
  users: storefront.tables.users.name,
  products: storefront.tables.products.name,
  idempotency: storefront.tables.idempotency.name,
};
export const identityPoolId = people.identityPoolId;
export const avatarBucketName = people.avatarBucketName;
export const alarmTopicArn = topic.arn;
export const dashboardUrl = dashboard;
export const vpcId = network.vpcId;
