import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { EdgeApi } from "./api";
import { projectRoot, StorefrontFunctions } from "./compute";
import { readContract } from "./contract";
import { Tables } from "./data";
import { EdgeDomain } from "./domains";
import { alarmsService, EncryptionKey, logsService } from "./encryption";
import { Identity } from "./identity";
import { Network } from "./network";
import { AlarmTopic, StageAlarms } from "./observability";
import { ApiGatewayLogRole } from "./operations";
import { WebAcl } from "./protection";
import { load, lookUpTarget, stageTags, tagEverything } from "./stage";

// What this stage is, and what the storefront promises its callers.
const config = load();
const contract = readContract(join(projectRoot, "services/storefront/v1/openapi.yaml"));
tagEverything(stageTags(config));
const target = lookUpTarget(config);
const common = { config, target };

// Keys: one for what customers store, one for what the platform writes about itself.
const dataKey = new EncryptionKey("data", {
  ...common,
  description: "Tables of the storefront",
  services: [],
});
const platformKey = new EncryptionKey("platform", {
  ...common,
  description: "Logs, alarms and function environments",
  services: [logsService(target), alarmsService(target)],
});
const keys = { tableKeyArn: dataKey.arn, platformKeyArn: platformKey.arn };

// Network: where functions run, and the one way out of it.
const network = new Network("network", { ...common, kmsKeyArn: platformKey.arn });

// Identity: who may call, and which scopes there are.
const identity = new Identity("identity", { ...common, contract });

// Data and compute: what answers.
const tables = new Tables("tables", { config, kmsKeyArn: dataKey.arn });
const { functions } = new StorefrontFunctions("functions", { ...common, ...keys, contract, tables, network });

// Operations: what an account has once, where this stack is the one that owns it.
const logRole = config.operations.ownsApiGatewayLogRole
  ? new ApiGatewayLogRole("api-gateway-logs", { target })
  : undefined;

// The storefront API.
const api = new EdgeApi("storefront", {
  ...common,
  ...keys,
  contract,
  functions,
  userPoolArn: identity.userPoolArn,
  logRole: logRole?.account,
});

// Protection: the web ACL in front of the API and of sign-in.
new WebAcl("waf", {
  ...common,
  ...keys,
  protects: { storefront: api.stageArn, "sign-in": identity.userPoolArn },
});

// Domain: the API's own name, where the stage has one.
const domain = config.domain
  ? new EdgeDomain("domain", { config, domain: config.domain, apis: { [contract.version]: api } })
  : undefined;

// Observability: who hears of it when something is wrong.
const topic = new AlarmTopic("alarm", { ...common, ...keys });
new StageAlarms("alarms", { ...common, topicArn: topic.arn, api, functions });

// What a person wants to know afterwards.
export const storefrontUrl: pulumi.Output<string> = domain
  ? pulumi.output(`https://${domain.hostName}/${contract.version}`)
  : api.invokeUrl;
export const storefrontApiId = api.id;
export const userPoolId = identity.userPoolId;
export const signInUrl = identity.signInUrl;
export const browserClientId = identity.browserClientId;
export const machineClientId = identity.machineClientId;
export const machineClientSecret = identity.machineClientSecret;
export const tableNames = {
  users: tables.users.name,
  products: tables.products.name,
  idempotency: tables.idempotency.name,
};
export const alarmTopicArn = topic.arn;
export const vpcId = network.vpcId;
