import { createHash } from "node:crypto";

import type { Properties } from "../declarations";
import { list, number, record, text, textRecord, texts } from "../declarations";
import { toJsonSchema, toJsonSchemas } from "./jsonSchema";
import { readLambdaAuthorizer } from "./lambdaAuthorizer";
import type {
  Authorization,
  GatewayResponseModel,
  IntegrationModel,
  IntegrationResponseModel,
  MethodModel,
  ParameterModel,
} from "./model";
import { DEFAULT_TIMEOUT_MILLISECONDS } from "./model";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch"] as const;
const LOCATIONS: Readonly<Record<string, ParameterModel["location"]>> = {
  query: "querystring",
  header: "header",
  path: "path",
};

/** What an import `body` says of an API. */
export interface ImportedBody {
  readonly methods: readonly MethodModel[];
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponseModel>;
  readonly models: Readonly<Record<string, unknown>>;
  readonly binaryMediaTypes: readonly string[];
  readonly minimumCompressionSize?: number;
  readonly apiKeySource?: "HEADER" | "AUTHORIZER";
  readonly policy?: Properties;
  readonly disableExecuteApiEndpoint?: boolean;
  /** Properties that API Gateway ignores on import although the author may count on them. */
  readonly ignored: readonly { readonly property: string; readonly message: string }[];
}

/** Follows `$ref` inside the document; a reference that leads nowhere is an empty object. */
function resolve(document: Properties, value: unknown): Record<string, unknown> {
  let current = record(value);
  for (let hops = 0; hops < 10 && typeof current.$ref === "string"; hops++) {
    let target: unknown = document;
    for (const part of current.$ref.replace(/^#\//, "").split("/")) {
      target = record(target)[part.replaceAll("~1", "/").replaceAll("~0", "~")];
    }
    current = record(target);
  }
  return current;
}

/** Resource ids are made by API Gateway; ours are the same from run to run. */
export const resourceIdOf = (apiId: string, path: string): string =>
  createHash("sha256").update(`${apiId} ${path}`).digest("hex").slice(0, 6);

/**
 * Reads an OpenAPI 3.0 document with `x-amazon-apigateway-*` extensions as API Gateway's import does.
 * Source: apigateway/latest/developerguide/api-gateway-swagger-extensions.html.
 */
export function readBody(apiId: string, body: string): ImportedBody {
  const document = record(JSON.parse(body));
  const methods: MethodModel[] = [];
  for (const [path, item] of Object.entries(record(document.paths))) {
    const pathItem = resolve(document, item);
    for (const method of METHODS) {
      if (method in pathItem)
        methods.push(
          readMethod(document, apiId, path, method.toUpperCase(), pathItem, record(pathItem[method])),
        );
    }
    const any = pathItem["x-amazon-apigateway-any-method"];
    if (any !== undefined) methods.push(readMethod(document, apiId, path, "ANY", pathItem, record(any)));
  }
  const policy = document["x-amazon-apigateway-policy"];
  const keySource = text(document["x-amazon-apigateway-api-key-source"])?.toUpperCase();
  const minimumCompressionSize = number(document["x-amazon-apigateway-minimum-compression-size"]);
  const servers = list(document.servers).map((server) =>
    record(record(server)["x-amazon-apigateway-endpoint-configuration"]),
  );
  const disabled = servers
    .map((server) => server.disableExecuteApiEndpoint)
    .find((flag) => flag !== undefined);
  return {
    methods,
    gatewayResponses: readGatewayResponses(document),
    models: toJsonSchemas(record(document.components).schemas),
    binaryMediaTypes: texts(document["x-amazon-apigateway-binary-media-types"]),
    ...(minimumCompressionSize === undefined ? {} : { minimumCompressionSize }),
    ...(keySource === "HEADER" || keySource === "AUTHORIZER" ? { apiKeySource: keySource } : {}),
    ...(policy === undefined ? {} : { policy: record(policy) }),
    ...(disabled === undefined
      ? {}
      : { disableExecuteApiEndpoint: disabled === true || disabled === "true" }),
    ignored:
      document.security === undefined
        ? []
        : [
            {
              property: "body.security",
              message:
                "API Gateway ignores `security` at the root of a document; only that of each operation counts, here as on AWS.",
            },
          ],
  };
}

function readMethod(
  document: Properties,
  apiId: string,
  path: string,
  httpMethod: string,
  pathItem: Properties,
  operation: Properties,
): MethodModel {
  const resourceId = resourceIdOf(apiId, path);
  const validators = record(document["x-amazon-apigateway-request-validators"]);
  const validatorName =
    text(operation["x-amazon-apigateway-request-validator"]) ??
    text(document["x-amazon-apigateway-request-validator"]);
  const validator = record(validatorName === undefined ? undefined : validators[validatorName]);
  const content = record(resolve(document, operation.requestBody).content);
  const operationName = text(operation.operationId);
  return {
    resourcePath: path,
    resourceId,
    httpMethod,
    ...(operationName === undefined ? {} : { operationName }),
    ...readSecurity(document, operation),
    parameters: readParameters(document, pathItem, operation),
    requestModels: Object.fromEntries(
      Object.entries(content)
        .filter(([, media]) => record(media).schema !== undefined)
        .map(([type, media]) => [type.toLowerCase(), toJsonSchema(record(media).schema)]),
    ),
    validateBody: validator.validateRequestBody === true,
    validateParameters: validator.validateRequestParameters === true,
    integration: readIntegration(record(operation["x-amazon-apigateway-integration"]), resourceId),
  };
}

function readParameters(document: Properties, pathItem: Properties, operation: Properties): ParameterModel[] {
  const found = new Map<string, ParameterModel>();
  for (const item of [...list(pathItem.parameters), ...list(operation.parameters)]) {
    const parameter = resolve(document, item);
    const location = LOCATIONS[text(parameter.in) ?? ""];
    const name = text(parameter.name);
    if (location === undefined || name === undefined) continue;
    found.set(`${location}.${name}`, { location, name, required: parameter.required === true });
  }
  return [...found.values()];
}

function readSecurity(
  document: Properties,
  operation: Properties,
): { readonly authorization: Authorization; readonly apiKeyRequired: boolean } {
  const schemes = record(record(document.components).securitySchemes);
  const explicit = text(record(operation["x-amazon-apigateway-auth"]).type)?.toUpperCase();
  let authorization: Authorization = explicit === "AWS_IAM" ? { type: "AWS_IAM" } : { type: "NONE" };
  let apiKeyRequired = false;
  for (const requirement of list(operation.security)) {
    for (const [name, scopes] of Object.entries(record(requirement))) {
      const scheme = resolve(document, schemes[name]);
      const authorizer = record(scheme["x-amazon-apigateway-authorizer"]);
      const kind = text(authorizer.type)?.toLowerCase();
      if (kind === "cognito_user_pools") {
        const expression = text(authorizer.identityValidationExpression);
        const source = text(authorizer.identitySource) ?? "method.request.header.Authorization";
        authorization = {
          type: "COGNITO_USER_POOLS",
          name,
          providerArns: texts(authorizer.providerARNs),
          header: (source.split(".").pop() ?? "Authorization").toLowerCase(),
          ...(expression === undefined ? {} : { identityValidationExpression: expression }),
          scopes: texts(scopes),
        };
      } else if (kind !== undefined)
        authorization = readLambdaAuthorizer({
          name,
          id: "",
          properties: authorizer,
          uri: authorizer.authorizerUri,
          credentials: authorizer.authorizerCredentials,
          defaultSource: `method.request.header.${text(scheme.name) ?? "Authorization"}`,
        });
      else if (text(scheme["x-amazon-apigateway-authtype"])?.toLowerCase() === "awssigv4")
        authorization = { type: "AWS_IAM" };
      else if (scheme.type === "apiKey" && text(scheme.name)?.toLowerCase() === "x-api-key")
        apiKeyRequired = true;
    }
  }
  return { authorization, apiKeyRequired };
}

function readIntegration(integration: Properties, resourceId: string): IntegrationModel {
  const uri = text(integration.uri);
  const credentials = text(integration.credentials);
  const httpMethod = text(integration.httpMethod)?.toUpperCase();
  const contentHandling = text(integration.contentHandling)?.toUpperCase();
  return {
    // A method without integration is imported, and answers 500 when called.
    type: (text(integration.type) ?? "NONE").toUpperCase(),
    ...(httpMethod === undefined || httpMethod === "ANY" ? {} : { httpMethod }),
    ...(uri === undefined ? {} : { uri }),
    connectionType: (text(integration.connectionType) ?? "INTERNET").toUpperCase(),
    ...(contentHandling === undefined ? {} : { contentHandling }),
    ...(credentials === undefined ? {} : { credentials }),
    requestTemplates: textRecord(integration.requestTemplates),
    requestParameters: textRecord(integration.requestParameters),
    passthroughBehavior: (text(integration.passthroughBehavior) ?? "WHEN_NO_MATCH").toUpperCase(),
    timeoutMilliseconds: number(integration.timeoutInMillis) ?? DEFAULT_TIMEOUT_MILLISECONDS,
    cacheKeyParameters: texts(integration.cacheKeyParameters),
    cacheNamespace: text(integration.cacheNamespace) ?? resourceId,
    responses: Object.entries(record(integration.responses)).map(([pattern, response]) =>
      readIntegrationResponse(pattern, record(response)),
    ),
  };
}

function readIntegrationResponse(pattern: string, response: Properties): IntegrationResponseModel {
  const contentHandling = text(response.contentHandling)?.toUpperCase();
  return {
    ...(pattern === "default" ? {} : { selectionPattern: pattern }),
    ...(contentHandling === undefined ? {} : { contentHandling }),
    statusCode: number(response.statusCode) ?? 200,
    responseTemplates: textRecord(response.responseTemplates),
    responseParameters: textRecord(response.responseParameters),
  };
}

function readGatewayResponses(document: Properties): Map<string, GatewayResponseModel> {
  const found = new Map<string, GatewayResponseModel>();
  for (const [type, declared] of Object.entries(record(document["x-amazon-apigateway-gateway-responses"]))) {
    const response = record(declared);
    const statusCode = number(response.statusCode);
    found.set(type, {
      ...(statusCode === undefined ? {} : { statusCode }),
      responseParameters: textRecord(response.responseParameters),
      responseTemplates: textRecord(response.responseTemplates),
    });
  }
  return found;
}
