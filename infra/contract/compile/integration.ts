import type { ContractBindings } from "../bindings";
import type {
  ContractOperation,
  HttpIntegration,
  JsonObject,
  Mapping,
  ServiceIntegration,
} from "../contract";
import { objectAt } from "../json";
import { answer, answers } from "./answers";
import { serviceCall } from "./serviceCall";
import { mockRequest, noBody } from "./templates";

/** What an integration is compiled with. */
interface Surroundings {
  readonly operationId: string;
  readonly bindings: ContractBindings;
  /** Content types of the request's body. */
  readonly requestTypes: readonly string[];
  /** Status → type of the declared body. */
  readonly responseTypes: Readonly<Record<string, string>>;
  readonly common: JsonObject;
}

/** `x-amazon-apigateway-integration` of one operation. */
export function integration(
  { operationId, integration: target }: ContractOperation,
  bindings: ContractBindings,
  cacheKeys: readonly string[],
  responseTypes: Readonly<Record<string, string>>,
  requestTypes: readonly string[],
): JsonObject {
  const common: JsonObject = {
    timeoutInMillis: bindings.integrationTimeoutMillis ?? 29_000,
    ...(cacheKeys.length > 0 ? { cacheKeyParameters: [...cacheKeys] } : {}),
  };
  const surroundings: Surroundings = { operationId, bindings, requestTypes, responseTypes, common };
  switch (target.kind) {
    case "lambda":
      return {
        type: "aws_proxy",
        // Lambda is invoked with POST whatever the method of the operation is.
        httpMethod: "POST",
        uri: bindings.functions[target.function] ?? "",
        ...common,
      };
    case "mock":
      return {
        type: "mock",
        passthroughBehavior: "never",
        requestTemplates: { "application/json": mockRequest },
        responses: {
          default: answer(
            { status: "200", template: target.template, headers: {} },
            "application/json",
            bindings,
          ),
        },
      };
    case "service":
      return service(target, surroundings);
    case "http":
      return http(target, `${bindings.backends?.[target.target]?.url ?? ""}${target.path}`, surroundings);
    case "vpcLink": {
      const link = bindings.vpcLinks?.[target.target];
      return {
        ...http(target, `${link?.url ?? ""}${target.path}`, surroundings),
        connectionType: "VPC_LINK",
        connectionId: link?.connectionId ?? "",
        ...(link?.integrationTarget === undefined ? {} : { integrationTarget: link.integrationTarget }),
      };
    }
  }
}

/** A type without a template is refused: passed on as it is, a body would be the caller's own call of the service. */
function mapped(
  { parameters, answers: list }: Mapping,
  template: string,
  extra: Readonly<Record<string, string>>,
  { requestTypes, responseTypes, bindings, common }: Surroundings,
): JsonObject {
  const all = Object.entries({ ...parameters, ...extra });
  return {
    ...common,
    passthroughBehavior: "never",
    ...(all.length > 0
      ? {
          requestParameters: Object.fromEntries(
            all.map(([key, value]) => [`integration.request.${key}`, value]),
          ),
        }
      : {}),
    requestTemplates: Object.fromEntries(requestTypes.map((type) => [type, template])),
    responses: answers(list, responseTypes, bindings),
  };
}

function service(target: ServiceIntegration, surroundings: Surroundings): JsonObject {
  const { bindings, operationId } = surroundings;
  const call = serviceCall(target.action, bindings.targets?.[target.target]?.arn ?? "");
  const template = target.request.trim();
  return {
    type: "aws",
    // Every one of these protocols posts.
    httpMethod: "POST",
    uri: call.uri,
    credentials: bindings.roles?.[operationId] ?? "",
    ...mapped(
      target,
      /\$\{?target\b/.test(template) ? `#set($target = "${call.target}")\n${template}` : template,
      { "header.Content-Type": `'${call.contentType}'` },
      surroundings,
    ),
  };
}

function http(target: HttpIntegration, uri: string, surroundings: Surroundings): JsonObject {
  const { common } = surroundings;
  if (target.answers.length > 0)
    return {
      type: "http",
      httpMethod: target.method,
      uri,
      ...mapped(target, (target.request ?? noBody).trim(), {}, surroundings),
    };
  const parameters = Object.entries(target.parameters);
  return {
    type: "http_proxy",
    httpMethod: target.method,
    uri,
    ...common,
    ...(parameters.length > 0
      ? {
          requestParameters: Object.fromEntries(
            parameters.map(([key, value]) => [`integration.request.${key}`, value]),
          ),
        }
      : {}),
  };
}

/** Content types of an operation's request body; JSON where it has none, which is what no type counts as. */
export const requestTypes = (body: JsonObject): readonly string[] => {
  const types = Object.keys(objectAt(body.content));
  return types.length > 0 ? types : ["application/json"];
};
