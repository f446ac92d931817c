import type { Declarations, Declared } from "../declarations";
import { list, number, record, text, texts } from "../declarations";
import type { Notice } from "../notice";
import type { ImportedBody } from "./fromBody";
import { readBody } from "./fromBody";
import { readGatewayResponses, readMethods, readModels } from "./fromResources";
import { locate } from "./location";
import type { RestApiModel } from "./model";

/** Every REST API of the program. A body that cannot be read is a notice, and the API has no methods. */
export function readApis(declarations: Declarations, notices: Notice[]): RestApiModel[] {
  return declarations.of("aws:apigateway/restApi:RestApi").map((api) => readApi(declarations, api, notices));
}

function readApi(declarations: Declarations, api: Declared, notices: Notice[]): RestApiModel {
  const body = importedBody(api, notices);
  for (const { property, message } of body?.ignored ?? []) notices.push({ urn: api.urn, property, message });
  const { properties } = api;
  const policy = resourcePolicy(declarations, api) ?? body?.policy;
  // The provider writes -1 where nobody says anything.
  const compression = [number(properties.minimumCompressionSize), body?.minimumCompressionSize].find(
    (size) => size !== undefined && size >= 0,
  );
  const endpoint = record(properties.endpointConfiguration);
  return {
    urn: api.urn,
    id: api.id,
    name: text(properties.name) ?? api.name,
    endpointType: texts(endpoint.types)[0] ?? text(endpoint.types) ?? "EDGE",
    location: locate(api),
    binaryMediaTypes: [...texts(properties.binaryMediaTypes), ...(body?.binaryMediaTypes ?? [])],
    ...(compression === undefined ? {} : { minimumCompressionSize: compression }),
    apiKeySource: body?.apiKeySource ?? (properties.apiKeySource === "AUTHORIZER" ? "AUTHORIZER" : "HEADER"),
    disableExecuteApiEndpoint:
      properties.disableExecuteApiEndpoint === true || body?.disableExecuteApiEndpoint === true,
    ...(policy === undefined ? {} : { policy }),
    methods: [...(body?.methods ?? []), ...readMethods(declarations, api)],
    gatewayResponses: new Map([
      ...(body?.gatewayResponses ?? []),
      ...readGatewayResponses(declarations, api),
    ]),
    models: { ...body?.models, ...readModels(declarations, api) },
  };
}

function importedBody(api: Declared, notices: Notice[]): ImportedBody | undefined {
  const body = text(api.properties.body);
  if (body === undefined) return undefined;
  try {
    return readBody(api.id, body);
  } catch (error) {
    notices.push({
      urn: api.urn,
      property: "body",
      message: `The body is not JSON that can be read (${error instanceof Error ? error.message : "unknown"}); the API is served without methods.`,
    });
    return undefined;
  }
}

/** A policy document from the API itself or from a separate RestApiPolicy. */
function resourcePolicy(declarations: Declarations, api: Declared): Record<string, unknown> | undefined {
  const separate = declarations
    .of("aws:apigateway/restApiPolicy:RestApiPolicy")
    .find(({ properties }) => properties.restApiId === api.id);
  const source = text(separate?.properties.policy) ?? text(api.properties.policy);
  if (source === undefined) return undefined;
  try {
    const policy = record(JSON.parse(source));
    return list(policy.Statement).length > 0 || policy.Statement !== undefined ? policy : undefined;
  } catch {
    // A policy that nobody can read allows nobody: evaluation finds no statement.
    return {};
  }
}
