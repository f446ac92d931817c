import { LOWER_ALPHANUMERIC } from "../fingerprint";
import type { Resource, ServiceTable } from "../model";
import { arn, input, joined, random } from "../model";

const controlArn = (resource: Resource, path: string): string =>
  arn(resource, "apigateway", path, { account: "" });

const shortId = random(7, LOWER_ALPHANUMERIC);

const host = (resource: Resource, api: string): string =>
  `${api}.execute-api.${resource.region}.${resource.partition.dnsSuffix}`;

/** HTTP and WebSocket APIs. */
export const apigatewayv2: ServiceTable = {
  "aws:apigatewayv2/api:Api": {
    id: random(10, LOWER_ALPHANUMERIC),
    autoname: { property: "name", maxLength: 128 },
    taggable: true,
    defaults: {
      apiKeySelectionExpression: "$request.header.x-api-key",
      disableExecuteApiEndpoint: false,
      ipAddressType: "ipv4",
      routeSelectionExpression: "$request.method $request.path",
    },
    computed: (api) => ({
      apiEndpoint: `${api.inputs.protocolType === "WEBSOCKET" ? "wss" : "https"}://${host(api, api.id)}`,
      arn: controlArn(api, `/apis/${api.id}`),
      executionArn: arn(api, "execute-api", api.id),
    }),
    replaceOnChange: ["protocolType"],
  },
  "aws:apigatewayv2/stage:Stage": {
    id: joined("", "name"),
    autoname: { property: "name", maxLength: 128 },
    taggable: true,
    defaults: { autoDeploy: false },
    computed: (stage) => {
      const api = input(stage, "apiId");
      const path = stage.id === "$default" ? "" : stage.id;
      return {
        arn: controlArn(stage, `/apis/${api}/stages/${stage.id}`),
        executionArn: arn(stage, "execute-api", `${api}/${stage.id}`),
        // The protocol of the API is not among the stage's inputs: WebSocket stages answer on wss.
        invokeUrl: `https://${host(stage, api)}/${path}`,
      };
    },
    replaceOnChange: ["apiId", "name"],
  },
  "aws:apigatewayv2/deployment:Deployment": {
    id: shortId,
    computed: () => ({ autoDeployed: false }),
    replaceOnChange: ["apiId", "triggers"],
  },
  "aws:apigatewayv2/route:Route": {
    id: shortId,
    defaults: { apiKeyRequired: false, authorizationType: "NONE" },
    replaceOnChange: ["apiId"],
  },
  "aws:apigatewayv2/routeResponse:RouteResponse": {
    id: shortId,
    replaceOnChange: ["apiId", "routeId"],
  },
  "aws:apigatewayv2/integration:Integration": {
    id: shortId,
    defaults: { connectionType: "INTERNET", payloadFormatVersion: "1.0", timeoutMilliseconds: 30000 },
    computed: (integration) => ({
      integrationResponseSelectionExpression:
        integration.inputs.integrationType === "MOCK" ? "" : "${integration.response.statuscode}",
    }),
    replaceOnChange: ["apiId", "integrationSubtype", "integrationType"],
  },
  "aws:apigatewayv2/integrationResponse:IntegrationResponse": {
    id: shortId,
    replaceOnChange: ["apiId", "integrationId"],
  },
  "aws:apigatewayv2/authorizer:Authorizer": {
    id: random(6, LOWER_ALPHANUMERIC),
    autoname: { property: "name", maxLength: 128 },
    replaceOnChange: ["apiId"],
  },
  "aws:apigatewayv2/model:Model": {
    id: random(6, LOWER_ALPHANUMERIC),
    autoname: { property: "name", maxLength: 128, separator: "" },
    replaceOnChange: ["apiId"],
  },
  "aws:apigatewayv2/vpcLink:VpcLink": {
    id: random(6, LOWER_ALPHANUMERIC),
    autoname: { property: "name", maxLength: 128 },
    taggable: true,
    computed: (link) => ({ arn: controlArn(link, `/vpclinks/${link.id}`) }),
    replaceOnChange: ["securityGroupIds", "subnetIds"],
  },
};
