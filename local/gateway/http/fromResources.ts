import type { Declarations, Declared, Properties } from "../declarations";
import { list, number, record, text, textRecord, texts } from "../declarations";
import type {
  CorsModel,
  HttpIntegrationModel,
  JwtAuthorizerModel,
  LambdaAuthorizerModel,
  ResponseMappingModel,
  RouteAuthorization,
  RouteModel,
} from "./model";
import {
  DEFAULT_RESULT_TTL_SECONDS,
  DEFAULT_TIMEOUT_MILLISECONDS,
  functionArnOf,
  parseRouteKey,
} from "./model";

/** The resources of one kind that belong to an API. */
export const ofApi = (declarations: Declarations, kind: string, apiId: string): Declared[] =>
  declarations.of(`aws:apigatewayv2/${kind}`).filter(({ properties }) => properties.apiId === apiId);

const version = (value: unknown): "1.0" | "2.0" => (text(value) === "2.0" ? "2.0" : "1.0");

/** Routes of an API whose routes, integrations and authorizers are separate Pulumi resources. */
export function readRoutes(declarations: Declarations, apiId: string): RouteModel[] {
  const integrations = new Map(
    ofApi(declarations, "integration:Integration", apiId).map((one) => [one.id, one]),
  );
  const authorizers = new Map(
    ofApi(declarations, "authorizer:Authorizer", apiId).map((one) => [one.id, one]),
  );
  return ofApi(declarations, "route:Route", apiId).map(({ properties }) => {
    const operationName = text(properties.operationName);
    const target = text(properties.target)?.replace(/^integrations\//, "") ?? "";
    return {
      ...parseRouteKey(text(properties.routeKey) ?? "$default"),
      ...(operationName === undefined ? {} : { operationName }),
      authorization: readAuthorization(properties, authorizers),
      integration: readIntegration(integrations.get(target)?.properties ?? { integrationType: "NONE" }),
    };
  });
}

/** The one route of an API made with `target` ("quick create"). */
export function quickRoute(api: Declared): RouteModel[] {
  const target = text(api.properties.target);
  if (target === undefined) return [];
  const http = /^https?:/.test(target);
  return [
    {
      ...parseRouteKey(text(api.properties.routeKey) ?? "$default"),
      authorization: { type: "NONE" },
      integration: readIntegration({
        integrationType: http ? "HTTP_PROXY" : "AWS_PROXY",
        integrationUri: target,
        credentialsArn: api.properties.credentialsArn,
        payloadFormatVersion: http ? "1.0" : "2.0",
      }),
    },
  ];
}

function readAuthorization(
  route: Properties,
  authorizers: ReadonlyMap<string, Declared>,
): RouteAuthorization {
  const type = text(route.authorizationType)?.toUpperCase() ?? "NONE";
  if (type === "NONE" || type === "AWS_IAM") return { type };
  const id = text(route.authorizerId) ?? "";
  const declared = authorizers.get(id);
  if (declared === undefined) return { type: "UNKNOWN", name: id };
  return type === "JWT"
    ? { type, authorizer: readJwt(declared), scopes: texts(route.authorizationScopes) }
    : { type: "CUSTOM", authorizer: readLambdaAuthorizer(declared) };
}

function readJwt({ name, properties }: Declared): JwtAuthorizerModel {
  const configuration = record(properties.jwtConfiguration);
  return {
    name: text(properties.name) ?? name,
    issuer: text(configuration.issuer) ?? "",
    audience: texts(configuration.audiences),
    identitySource: texts(properties.identitySources)[0] ?? "$request.header.Authorization",
  };
}

/** A REQUEST authorizer. */
export function readLambdaAuthorizer({ name, id, properties }: Declared): LambdaAuthorizerModel {
  const credentials = text(properties.authorizerCredentialsArn);
  return {
    name: text(properties.name) ?? name,
    id,
    functionArn: functionArnOf(text(properties.authorizerUri) ?? ""),
    payloadFormatVersion: version(properties.authorizerPayloadFormatVersion),
    enableSimpleResponses: properties.enableSimpleResponses === true,
    identitySources: texts(properties.identitySources),
    resultTtlSeconds: number(properties.authorizerResultTtlInSeconds) ?? DEFAULT_RESULT_TTL_SECONDS,
    ...(credentials === undefined ? {} : { credentials }),
  };
}

function readIntegration(declared: Properties): HttpIntegrationModel {
  const subtype = text(declared.integrationSubtype);
  const method = text(declared.integrationMethod)?.toUpperCase();
  const connectionId = text(declared.connectionId);
  const credentials = text(declared.credentialsArn);
  return {
    type: (text(declared.integrationType) ?? "NONE").toUpperCase(),
    ...(subtype === undefined ? {} : { subtype }),
    uri: text(declared.integrationUri) ?? "",
    ...(method === undefined ? {} : { method }),
    connectionType: declared.connectionType === "VPC_LINK" ? "VPC_LINK" : "INTERNET",
    ...(connectionId === undefined ? {} : { connectionId }),
    ...(credentials === undefined ? {} : { credentials }),
    payloadFormatVersion: version(declared.payloadFormatVersion),
    timeoutMilliseconds: number(declared.timeoutMilliseconds) ?? DEFAULT_TIMEOUT_MILLISECONDS,
    requestParameters: textRecord(declared.requestParameters),
    responseParameters: list(declared.responseParameters).map((entry): ResponseMappingModel => {
      const { statusCode, mappings } = record(entry);
      return { statusCode: String(statusCode ?? ""), mappings: textRecord(mappings) };
    }),
  };
}

/** The CORS configuration, or undefined when there is none. */
export function readCors(declared: unknown): CorsModel | undefined {
  const cors = record(declared);
  if (Object.keys(cors).length === 0) return undefined;
  const maxAge = number(cors.maxAge);
  return {
    allowOrigins: texts(cors.allowOrigins),
    allowMethods: texts(cors.allowMethods),
    allowHeaders: texts(cors.allowHeaders),
    exposeHeaders: texts(cors.exposeHeaders),
    allowCredentials: cors.allowCredentials === true,
    ...(maxAge === undefined ? {} : { maxAge }),
  };
}
