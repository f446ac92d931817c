import {
  arrayAt,
  isObject,
  type JsonValue,
  mapMembers,
  objectAt,
  type SpecDocument,
  withReferences,
} from "./document";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch"];

/** OpenAPI 3.0's names of OAuth flows → Swagger 2.0's. */
const SWAGGER_FLOWS: Readonly<Record<string, string>> = {
  authorizationCode: "accessCode",
  clientCredentials: "application",
};

/** An OpenAPI 3.0 document as Swagger 2.0: what older tools and API Gateway's own exports read. */
export function swagger(document: SpecDocument): SpecDocument {
  const { info, servers, paths, components, ...others } = document;
  const rest = mapMembers(others, (member, key) => (key === "openapi" ? undefined : member));
  const { schemas, securitySchemes } = objectAt(components);
  const converted: SpecDocument = {
    swagger: "2.0",
    info,
    ...address(arrayAt(servers)[0]),
    paths: mapMembers(objectAt(paths), (item) =>
      mapMembers(objectAt(item), (member, key) =>
        METHODS.includes(key) && isObject(member) ? operation(member) : member,
      ),
    ),
    ...(isObject(securitySchemes)
      ? { securityDefinitions: mapMembers(securitySchemes, (scheme) => definition(objectAt(scheme))) }
      : {}),
    ...(isObject(schemas) ? { definitions: schemas } : {}),
    ...rest,
  };
  return objectAt(
    withReferences(converted, (reference) => reference.replace("#/components/schemas/", "#/definitions/")),
  );
}

/** Swagger 2 has one flow in a definition of OAuth: the first that the document names. */
function definition({ flows, ...scheme }: SpecDocument): SpecDocument {
  const [flow] = Object.entries(objectAt(flows));
  if (flow === undefined) return scheme;
  const [name, { authorizationUrl, tokenUrl, scopes }] = [flow[0], objectAt(flow[1])];
  return {
    ...scheme,
    flow: SWAGGER_FLOWS[name] ?? name,
    ...(authorizationUrl === undefined ? {} : { authorizationUrl }),
    ...(tokenUrl === undefined ? {} : { tokenUrl }),
    scopes: objectAt(scopes),
  };
}

function address(server: JsonValue | undefined): SpecDocument {
  const { url } = objectAt(server);
  if (typeof url !== "string" || !URL.canParse(url)) return {};
  const { host, pathname, protocol } = new URL(url);
  return { host, basePath: pathname, schemes: [protocol.slice(0, -1)] };
}

function operation(source: SpecDocument): SpecDocument {
  const { parameters, requestBody, responses, ...rest } = source;
  const body = objectAt(objectAt(requestBody).content);
  const produced = Object.values(objectAt(responses)).flatMap((response) =>
    Object.keys(objectAt(objectAt(response).content)),
  );
  const [schema] = Object.values(body).map((media) => objectAt(media).schema);
  return {
    ...rest,
    ...(Object.keys(body).length > 0 ? { consumes: Object.keys(body) } : {}),
    ...(produced.length > 0 ? { produces: [...new Set(produced)] } : {}),
    parameters: [
      ...arrayAt(parameters).map((parameter) => inlineSchema(objectAt(parameter))),
      ...(schema === undefined
        ? []
        : [{ in: "body", name: "body", required: objectAt(requestBody).required === true, schema }]),
    ],
    responses: mapMembers(objectAt(responses), (response) => answer(objectAt(response))),
  };
}

/** Swagger 2 writes the type of a parameter or header beside its name. */
const inlineSchema = ({ schema, ...rest }: SpecDocument): SpecDocument => ({ ...rest, ...objectAt(schema) });

function answer({ content, headers, ...rest }: SpecDocument): SpecDocument {
  const [media] = Object.values(objectAt(content));
  const { schema } = objectAt(media);
  return {
    ...rest,
    ...(schema === undefined ? {} : { schema }),
    ...(isObject(headers)
      ? { headers: mapMembers(headers, (header) => inlineSchema(objectAt(header))) }
      : {}),
  };
}
