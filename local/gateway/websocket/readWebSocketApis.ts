import { toJsonSchema } from "../api/jsonSchema";
import { locate } from "../api/location";
import type { Declarations, Declared } from "../declarations";
import { number, text, textRecord } from "../declarations";
import { ofApi, readLambdaAuthorizer } from "../http/fromResources";
import type { Notice } from "../notice";
import type { WebSocketApiModel, WebSocketIntegrationModel, WebSocketRouteModel } from "./model";
import { TIMEOUT_MILLISECONDS } from "./model";

/** Every WebSocket API of the program. */
export function readWebSocketApis(declarations: Declarations, notices: Notice[]): WebSocketApiModel[] {
  return declarations
    .of("aws:apigatewayv2/api:Api")
    .filter(({ properties }) => properties.protocolType === "WEBSOCKET")
    .map((api) => ({
      urn: api.urn,
      id: api.id,
      name: text(api.properties.name) ?? api.name,
      location: locate(api),
      disableExecuteApiEndpoint: api.properties.disableExecuteApiEndpoint === true,
      routeSelectionExpression: text(api.properties.routeSelectionExpression) ?? "$request.body.action",
      routes: readRoutes(declarations, api, notices),
    }));
}

function readRoutes(declarations: Declarations, api: Declared, notices: Notice[]): WebSocketRouteModel[] {
  const byId = (kind: string): Map<string, Declared> =>
    new Map(ofApi(declarations, kind, api.id).map((one) => [one.id, one]));
  const integrations = byId("integration:Integration");
  const authorizers = byId("authorizer:Authorizer");
  const integrationResponses = ofApi(declarations, "integrationResponse:IntegrationResponse", api.id);
  const routeResponses = ofApi(declarations, "routeResponse:RouteResponse", api.id);
  const schemas = readSchemas(declarations, api, notices);
  return ofApi(declarations, "route:Route", api.id).map(({ id, properties }) => {
    const target = text(properties.target)?.replace(/^integrations\//, "") ?? "";
    const selection = text(properties.modelSelectionExpression);
    return {
      routeKey: text(properties.routeKey) ?? "$default",
      authorization: readAuthorization(properties, authorizers),
      apiKeyRequired: properties.apiKeyRequired === true,
      ...(selection === undefined ? {} : { modelSelectionExpression: selection }),
      models: Object.fromEntries(
        Object.entries(textRecord(properties.requestModels)).map(([key, name]) => [
          key,
          schemas.get(name) ?? {},
        ]),
      ),
      integration: readIntegration(
        integrations.get(target),
        integrationResponses.filter((response) => response.properties.integrationId === target),
      ),
      twoWay:
        text(properties.routeResponseSelectionExpression) !== undefined &&
        routeResponses.some((response) => response.properties.routeId === id),
    };
  });
}

function readAuthorization(
  route: Declared["properties"],
  authorizers: ReadonlyMap<string, Declared>,
): WebSocketRouteModel["authorization"] {
  const type = text(route.authorizationType)?.toUpperCase() ?? "NONE";
  if (type === "NONE" || type === "AWS_IAM") return { type };
  const authorizer = authorizers.get(text(route.authorizerId) ?? "");
  return type === "CUSTOM" && authorizer !== undefined
    ? { type, authorizer: readLambdaAuthorizer(authorizer) }
    : { type: "NOT_EXECUTED", what: `${type} authorization` };
}

/** Models by name. One that is no JSON is a notice, and takes every message. */
function readSchemas(declarations: Declarations, api: Declared, notices: Notice[]): Map<string, unknown> {
  const schemas = new Map<string, unknown>();
  for (const model of ofApi(declarations, "model:Model", api.id)) {
    const name = text(model.properties.name) ?? model.name;
    try {
      schemas.set(name, toJsonSchema(JSON.parse(text(model.properties.schema) ?? "{}")));
    } catch {
      notices.push({
        urn: model.urn,
        property: "schema",
        message: `Model ${name} is not JSON; it takes every message.`,
      });
    }
  }
  return schemas;
}

function readIntegration(
  integration: Declared | undefined,
  responses: readonly Declared[],
): WebSocketIntegrationModel {
  const declared = integration?.properties ?? {};
  const credentials = text(declared.credentialsArn);
  const selection = text(declared.templateSelectionExpression);
  return {
    type: (text(declared.integrationType) ?? "NONE").toUpperCase(),
    uri: text(declared.integrationUri) ?? "",
    ...(credentials === undefined ? {} : { credentials }),
    timeoutMilliseconds: Math.min(number(declared.timeoutMilliseconds) ?? Infinity, TIMEOUT_MILLISECONDS),
    ...(selection === undefined ? {} : { templateSelectionExpression: selection }),
    requestTemplates: textRecord(declared.requestTemplates),
    responses: responses.map(({ properties }) => {
      const expression = text(properties.templateSelectionExpression);
      return {
        key: text(properties.integrationResponseKey) ?? "$default",
        ...(expression === undefined ? {} : { templateSelectionExpression: expression }),
        responseTemplates: textRecord(properties.responseTemplates),
      };
    }),
  };
}
