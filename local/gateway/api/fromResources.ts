import type { Declarations, Declared } from "../declarations";
import { number, record, text, textRecord, texts } from "../declarations";
import { toJsonSchema, toJsonSchemas } from "./jsonSchema";
import { readLambdaAuthorizer } from "./lambdaAuthorizer";
import type {
  Authorization,
  GatewayResponseModel,
  IntegrationModel,
  MethodModel,
  ParameterModel,
} from "./model";
import { DEFAULT_TIMEOUT_MILLISECONDS } from "./model";

const ofApi = (declarations: Declarations, kind: string, apiId: string): Declared[] =>
  declarations
    .of(`aws:apigateway/${kind}`)
    .filter(({ properties }) => properties.restApi === apiId || properties.restApiId === apiId);

/** Methods of an API whose resources, methods and integrations are separate Pulumi resources. */
export function readMethods(declarations: Declarations, api: Declared): MethodModel[] {
  const paths = resourcePaths(declarations, api);
  const models = new Map(
    ofApi(declarations, "model:Model", api.id).map((model) => [text(model.properties.name), model]),
  );
  const authorizers = new Map(
    ofApi(declarations, "authorizer:Authorizer", api.id).map((one) => [one.id, one]),
  );
  const validators = new Map(
    ofApi(declarations, "requestValidator:RequestValidator", api.id).map((one) => [one.id, one]),
  );
  const integrations = ofApi(declarations, "integration:Integration", api.id);
  const responses = ofApi(declarations, "integrationResponse:IntegrationResponse", api.id);
  return ofApi(declarations, "method:Method", api.id).map(({ properties: method }) => {
    const resourceId = text(method.resourceId) ?? "";
    const httpMethod = (text(method.httpMethod) ?? "ANY").toUpperCase();
    const same = ({ properties }: Declared): boolean =>
      properties.resourceId === resourceId && properties.httpMethod === method.httpMethod;
    const validator = validators.get(text(method.requestValidatorId) ?? "")?.properties ?? {};
    const operationName = text(method.operationName);
    return {
      resourcePath: paths.get(resourceId) ?? "/",
      resourceId,
      httpMethod,
      ...(operationName === undefined ? {} : { operationName }),
      authorization: readAuthorization(method, authorizers),
      apiKeyRequired: method.apiKeyRequired === true,
      parameters: readParameters(record(method.requestParameters)),
      requestModels: Object.fromEntries(
        Object.entries(textRecord(method.requestModels)).map(([type, name]) => {
          const schema = text(models.get(name)?.properties.schema);
          return [type.toLowerCase(), schema === undefined ? {} : toJsonSchema(JSON.parse(schema))];
        }),
      ),
      validateBody: validator.validateRequestBody === true,
      validateParameters: validator.validateRequestParameters === true,
      integration: readIntegration(integrations.find(same), responses.filter(same), resourceId),
    };
  });
}

/** Models of an API by name, as JSON Schema. */
export function readModels(declarations: Declarations, api: Declared): Record<string, unknown> {
  const schemas: Record<string, unknown> = {};
  for (const { properties } of ofApi(declarations, "model:Model", api.id)) {
    const name = text(properties.name);
    const schema = text(properties.schema);
    if (name !== undefined && schema !== undefined) schemas[name] = JSON.parse(schema);
  }
  return toJsonSchemas(schemas);
}

/** Gateway responses declared as separate resources, by response type. */
export function readGatewayResponses(
  declarations: Declarations,
  api: Declared,
): Map<string, GatewayResponseModel> {
  return new Map(
    ofApi(declarations, "response:Response", api.id).map(({ properties }) => {
      const statusCode = number(properties.statusCode);
      return [
        text(properties.responseType) ?? "",
        {
          ...(statusCode === undefined ? {} : { statusCode }),
          responseParameters: textRecord(properties.responseParameters),
          responseTemplates: textRecord(properties.responseTemplates),
        },
      ];
    }),
  );
}

function resourcePaths(declarations: Declarations, api: Declared): Map<string, string> {
  const root = text(api.properties.rootResourceId) ?? "";
  const paths = new Map([[root, "/"]]);
  // Registration order: a parent always stands before its children.
  for (const { id, properties } of ofApi(declarations, "resource:Resource", api.id)) {
    const parent = paths.get(text(properties.parentId) ?? root) ?? "/";
    paths.set(id, `${parent === "/" ? "" : parent}/${text(properties.pathPart) ?? ""}`);
  }
  return paths;
}

function readAuthorization(
  method: Record<string, unknown> | Declared["properties"],
  authorizers: Map<string, Declared>,
): Authorization {
  const authorizer = authorizers.get(text(method.authorizerId) ?? "");
  switch (text(method.authorization)?.toUpperCase()) {
    case "AWS_IAM":
      return { type: "AWS_IAM" };
    case "CUSTOM":
      return readLambdaAuthorizer({
        name: authorizer?.name ?? "",
        id: authorizer?.id ?? "",
        properties: authorizer?.properties ?? {},
        uri: authorizer?.properties.authorizerUri,
        credentials: authorizer?.properties.authorizerCredentials,
        defaultSource: "method.request.header.Authorization",
      });
    case "COGNITO_USER_POOLS": {
      const expression = text(authorizer?.properties.identityValidationExpression);
      const source = text(authorizer?.properties.identitySource) ?? "method.request.header.Authorization";
      return {
        type: "COGNITO_USER_POOLS",
        name: authorizer?.name ?? "",
        providerArns: texts(authorizer?.properties.providerArns),
        header: (source.split(".").pop() ?? "Authorization").toLowerCase(),
        ...(expression === undefined ? {} : { identityValidationExpression: expression }),
        scopes: texts(method.authorizationScopes),
      };
    }
    default:
      return { type: "NONE" };
  }
}

function readParameters(declared: Record<string, unknown>): ParameterModel[] {
  const found: ParameterModel[] = [];
  for (const [key, required] of Object.entries(declared)) {
    const [, , location, ...name] = key.split(".");
    if (location === "querystring" || location === "header" || location === "path")
      found.push({ location, name: name.join("."), required: required === true });
  }
  return found;
}

function readIntegration(
  integration: Declared | undefined,
  responses: readonly Declared[],
  resourceId: string,
): IntegrationModel {
  const declared = integration?.properties ?? {};
  const uri = text(declared.uri);
  const credentials = text(declared.credentials);
  const httpMethod = text(declared.integrationHttpMethod)?.toUpperCase();
  const contentHandling = text(declared.contentHandling)?.toUpperCase();
  return {
    type: (text(declared.type) ?? "NONE").toUpperCase(),
    ...(httpMethod === undefined || httpMethod === "ANY" ? {} : { httpMethod }),
    ...(uri === undefined ? {} : { uri }),
    connectionType: (text(declared.connectionType) ?? "INTERNET").toUpperCase(),
    ...(contentHandling === undefined ? {} : { contentHandling }),
    ...(credentials === undefined ? {} : { credentials }),
    requestTemplates: textRecord(declared.requestTemplates),
    requestParameters: textRecord(declared.requestParameters),
    passthroughBehavior: (text(declared.passthroughBehavior) ?? "WHEN_NO_MATCH").toUpperCase(),
    timeoutMilliseconds: number(declared.timeoutMilliseconds) ?? DEFAULT_TIMEOUT_MILLISECONDS,
    cacheKeyParameters: texts(declared.cacheKeyParameters),
    cacheNamespace: text(declared.cacheNamespace) ?? resourceId,
    responses: responses.map(({ properties }) => {
      const selectionPattern = text(properties.selectionPattern);
      const handling = text(properties.contentHandling)?.toUpperCase();
      return {
        ...(selectionPattern === undefined ? {} : { selectionPattern }),
        ...(handling === undefined ? {} : { contentHandling: handling }),
        statusCode: number(properties.statusCode) ?? 200,
        responseTemplates: textRecord(properties.responseTemplates),
        responseParameters: textRecord(properties.responseParameters),
      };
    }),
  };
}
