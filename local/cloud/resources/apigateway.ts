import { ALPHANUMERIC, LOWER_ALPHANUMERIC } from "../fingerprint";
import type { Resource, ServiceTable } from "../model";
import { arn, derive, input, joined, random, record, text, timestamp } from "../model";

/** ARNs of API Gateway's control plane have no account: `arn:aws:apigateway:us-east-1::/restapis/…`. */
const controlArn = (resource: Resource, path: string): string =>
  arn(resource, "apigateway", path, { account: "" });

const executeApiHost = (resource: Resource, api: string): string =>
  `${api}.execute-api.${resource.region}.${resource.partition.dnsSuffix}`;

const shortId = random(6, LOWER_ALPHANUMERIC);

/** REST APIs: the API itself, what it consists of, and its stages. */
export const apigateway: ServiceTable = {
  "aws:apigateway/account:Account": {
    id: () => "api-gateway-account",
    computed: () => ({
      apiKeyVersion: "4",
      features: ["UsagePlans"],
      // The account-wide limit of every Region unless AWS raised it.
      throttleSettings: [{ burstLimit: 5000, rateLimit: 10000 }],
    }),
  },
  "aws:apigateway/restApi:RestApi": {
    id: random(10, LOWER_ALPHANUMERIC),
    autoname: { property: "name" },
    taggable: true,
    defaults: (resource) => ({
      apiKeySource: "HEADER",
      description: "",
      disableExecuteApiEndpoint: false,
      endpointConfiguration: { ipAddressType: "ipv4", types: ["EDGE"] },
      minimumCompressionSize: "",
      policy: "",
      binaryMediaTypes: [],
      ...("body" in resource.inputs ? { putRestApiMode: "overwrite" } : {}),
    }),
    computed: (api) => ({
      arn: controlArn(api, `/restapis/${api.id}`),
      createdDate: timestamp(api),
      executionArn: arn(api, "execute-api", api.id),
      rootResourceId: derive(api, "root", 10, LOWER_ALPHANUMERIC),
    }),
  },
  "aws:apigateway/restApiPolicy:RestApiPolicy": {
    id: joined("", "restApiId"),
    replaceOnChange: ["restApiId"],
  },
  "aws:apigateway/restApiPut:RestApiPut": {
    id: joined("", "restApiId"),
    replaceOnChange: ["restApiId", "triggers"],
  },
  "aws:apigateway/deployment:Deployment": {
    id: shortId,
    computed: (deployment) => ({ createdDate: timestamp(deployment) }),
    replaceOnChange: ["restApi", "triggers", "variables"],
  },
  "aws:apigateway/stage:Stage": {
    id: (stage) => `ags-${input(stage, "restApi")}-${input(stage, "stageName")}`,
    taggable: true,
    defaults: { cacheClusterEnabled: false, xrayTracingEnabled: false },
    computed: (stage) => {
      const api = input(stage, "restApi");
      const name = input(stage, "stageName");
      return {
        arn: controlArn(stage, `/restapis/${api}/stages/${name}`),
        executionArn: arn(stage, "execute-api", `${api}/${name}`),
        invokeUrl: `https://${executeApiHost(stage, api)}/${name}`,
        webAclArn: "",
      };
    },
    replaceOnChange: ["restApi", "stageName"],
    validate: (stage) => {
      const clustered = stage.inputs.cacheClusterEnabled === true;
      return clustered && stage.inputs.cacheClusterSize === undefined
        ? [
            {
              property: "cacheClusterSize",
              reason: 'A cache cluster needs a size; set cacheClusterSize, for example "0.5".',
            },
          ]
        : [];
    },
  },
  "aws:apigateway/methodSettings:MethodSettings": {
    id: joined("-", "restApi", "stageName", "methodPath"),
    replaceOnChange: ["restApi", "stageName", "methodPath"],
  },
  "aws:apigateway/authorizer:Authorizer": {
    id: shortId,
    autoname: { property: "name" },
    defaults: (authorizer) => ({
      authorizerResultTtlInSeconds: 300,
      identitySource: "method.request.header.Authorization",
      type: Array.isArray(authorizer.inputs.providerArns) ? "COGNITO_USER_POOLS" : "TOKEN",
    }),
    computed: (authorizer) => ({
      arn: controlArn(authorizer, `/restapis/${input(authorizer, "restApi")}/authorizers/${authorizer.id}`),
    }),
    replaceOnChange: ["restApi"],
  },
  "aws:apigateway/model:Model": {
    id: shortId,
    // Model names are alphanumeric: API Gateway refuses the hyphen of an ordinary random name.
    autoname: { property: "name", separator: "" },
    replaceOnChange: ["restApi", "name", "contentType"],
  },
  "aws:apigateway/requestValidator:RequestValidator": {
    id: shortId,
    autoname: { property: "name" },
    defaults: { validateRequestBody: false, validateRequestParameters: false },
    replaceOnChange: ["restApi"],
  },
  "aws:apigateway/resource:Resource": {
    id: shortId,
    // The parent's path is not among the inputs; only the last part can be told.
    computed: (resource) => ({ path: `/${input(resource, "pathPart")}` }),
    replaceOnChange: ["restApi"],
  },
  "aws:apigateway/method:Method": {
    id: (method) => `agm-${joined("-", "restApi", "resourceId", "httpMethod")(method)}`,
    defaults: { apiKeyRequired: false },
    replaceOnChange: ["restApi", "resourceId", "httpMethod"],
  },
  "aws:apigateway/methodResponse:MethodResponse": {
    id: (response) => `agmr-${joined("-", "restApi", "resourceId", "httpMethod", "statusCode")(response)}`,
    replaceOnChange: ["restApi", "resourceId", "httpMethod", "statusCode"],
  },
  "aws:apigateway/integration:Integration": {
    id: (integration) => `agi-${joined("-", "restApi", "resourceId", "httpMethod")(integration)}`,
    defaults: (integration) => ({
      cacheNamespace: input(integration, "resourceId"),
      connectionType: "INTERNET",
      passthroughBehavior: "WHEN_NO_MATCH",
      timeoutMilliseconds: 29000,
    }),
    replaceOnChange: ["restApi", "resourceId", "httpMethod", "type", "integrationHttpMethod", "credentials"],
  },
  "aws:apigateway/integrationResponse:IntegrationResponse": {
    id: (response) => `agir-${joined("-", "restApi", "resourceId", "httpMethod", "statusCode")(response)}`,
    replaceOnChange: ["restApi", "resourceId", "httpMethod", "statusCode"],
  },
  "aws:apigateway/response:Response": {
    id: (response) => `aggr-${joined("-", "restApiId", "responseType")(response)}`,
    replaceOnChange: ["restApiId", "responseType"],
  },
  "aws:apigateway/documentationPart:DocumentationPart": {
    id: (part) => `${input(part, "restApiId")}/${derive(part, "part", 6, LOWER_ALPHANUMERIC)}`,
    computed: (part) => ({ documentationPartId: text(part.id.split("/")[1]) }),
    replaceOnChange: ["restApiId", "location"],
  },
  "aws:apigateway/documentationVersion:DocumentationVersion": {
    id: joined("/", "restApiId", "version"),
    replaceOnChange: ["restApiId", "version"],
  },
  "aws:apigateway/usagePlan:UsagePlan": {
    id: shortId,
    autoname: { property: "name" },
    taggable: true,
    computed: (plan) => ({ arn: controlArn(plan, `/usageplans/${plan.id}`) }),
  },
  "aws:apigateway/usagePlanKey:UsagePlanKey": {
    id: joined("", "keyId"),
    computed: (key) => ({ name: key.name, value: derive(key, "value", 40, ALPHANUMERIC) }),
    replaceOnChange: ["keyId", "keyType", "usagePlanId"],
  },
  "aws:apigateway/apiKey:ApiKey": {
    id: random(10, LOWER_ALPHANUMERIC),
    autoname: { property: "name" },
    taggable: true,
    defaults: { description: "Managed by Pulumi", enabled: true },
    computed: (key) => ({
      value: input(key, "value", derive(key, "value", 40, ALPHANUMERIC)),
      arn: controlArn(key, `/apikeys/${key.id}`),
      createdDate: timestamp(key),
      lastUpdatedDate: timestamp(key),
    }),
    replaceOnChange: ["value"],
  },
  "aws:apigateway/vpcLink:VpcLink": {
    id: shortId,
    autoname: { property: "name" },
    taggable: true,
    computed: (link) => ({ arn: controlArn(link, `/vpclinks/${link.id}`) }),
    replaceOnChange: ["targetArn"],
  },
  "aws:apigateway/clientCertificate:ClientCertificate": {
    id: shortId,
    taggable: true,
    computed: (certificate) => ({
      arn: controlArn(certificate, `/clientcertificates/${certificate.id}`),
      createdDate: timestamp(certificate),
      // API Gateway's client certificates last 365 days.
      expirationDate: timestamp({ ...certificate, now: certificate.now + 365 * 86_400_000 }),
      pemEncodedCertificate: `-----BEGIN CERTIFICATE-----\n${derive(certificate, "pem", 64, ALPHANUMERIC)}\n-----END CERTIFICATE-----\n`,
    }),
  },
};

/** True when the configuration names the endpoint type; an API or domain without one is edge-optimized. */
export const hasEndpointType = (resource: Resource, type: string): boolean => {
  const types = record(resource.inputs.endpointConfiguration).types;
  return typeof types === "string" ? types === type : Array.isArray(types) && types.includes(type);
};
