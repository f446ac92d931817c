import type { MethodModel, RestApiModel } from "../api/model";
import type { Declarations } from "../declarations";
import type { GatewayParts } from "../gatewayParts";
import type { Roles } from "../iam/roles";
import type { Notice } from "../notice";
import type { Integration } from "../runtime";
import { awsServiceIntegration } from "./awsService";
import { httpIntegration } from "./httpIntegration";
import { NO_TARGETS, isLoopback } from "./httpTargets";
import { lambdaRefusal } from "./lambdaAccess";
import { lambdaCustomIntegration } from "./lambdaCustom";
import { lambdaProxy } from "./lambdaProxy";
import { functionArnIn, withVariables } from "./lambdaUri";
import { mockIntegration } from "./mock";
import { notExecuted } from "./notExecuted";
import { NO_ENDPOINTS } from "./serviceEndpoints";
import { parseServiceUri } from "./serviceUri";

/** What compiling an integration needs to know. */
export interface IntegrationScope {
  readonly declarations: Declarations;
  readonly api: RestApiModel;
  readonly stageName: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly parts: GatewayParts;
  readonly roles: Roles;
  readonly notices: Notice[];
}

const where = (method: MethodModel): string => `${method.httpMethod} ${method.resourcePath}`;

const notice = (scope: IntegrationScope, method: MethodModel, message: string): Notice => ({
  urn: scope.api.urn,
  property: `${where(method)} integration`,
  message,
});

/** An answer in place of an integration that AWS would fail, or that the rehearsal does not execute. */
function refused(
  scope: IntegrationScope,
  method: MethodModel,
  message: string,
  what: string | undefined,
): Integration {
  scope.notices.push(notice(scope, method, message));
  if (what !== undefined) {
    const gate = notExecuted("integration", what);
    return async (context) => (await gate(context)) ?? configurationError(message)(context);
  }
  return configurationError(message);
}

const configurationError =
  (reason: string): Integration =>
  (context) => {
    context.integrationError = reason;
    context.note("integration", "failed", reason);
    return context.arrival.stage.responses.answer(context, "API_CONFIGURATION_ERROR");
  };

/** The ARN that a method has in the permissions of functions; path parameters are stars. */
function sourceArnOf({ api, stageName }: IntegrationScope, method: MethodModel): string {
  const verb = method.httpMethod === "ANY" ? "*" : method.httpMethod;
  return `${api.location.executionArn}/${stageName}/${verb}${method.resourcePath.replace(/\{[^}]+\}/g, "*")}`;
}

/** The integration of a method, compiled; what cannot be executed is named in the notices and answers an error. */
export function compileIntegration(method: MethodModel, scope: IntegrationScope): Integration {
  try {
    return compile(method, scope);
  } catch (error) {
    // A template that does not parse, or a selection pattern that only Java understands.
    const reason = error instanceof Error ? error.message : "unknown";
    return refused(scope, method, `${reason}; every call answers 500.`, undefined);
  }
}

function compile(method: MethodModel, scope: IntegrationScope): Integration {
  const { integration } = method;
  const { parts } = scope;
  const uri = withVariables(integration.uri ?? "", scope.variables);
  switch (integration.type) {
    case "MOCK":
      return mockIntegration(integration);
    case "AWS_PROXY":
    case "AWS": {
      const functionArn = functionArnIn(uri);
      if (functionArn === undefined) return serviceOf(method, scope, uri);
      const refusal = lambdaRefusal(
        {
          functionArn,
          sourceArn: sourceArnOf(scope, method),
          credentials: integration.credentials,
          location: scope.api.location,
        },
        scope.declarations,
        scope.roles,
      );
      if (refusal !== undefined)
        return refused(scope, method, `${refusal}. Like AWS, every call answers 500.`, undefined);
      return integration.type === "AWS_PROXY"
        ? lambdaProxy(functionArn, integration, parts)
        : lambdaCustomIntegration(functionArn, integration, parts);
    }
    case "HTTP":
    case "HTTP_PROXY": {
      const targets = parts.httpTargets ?? NO_TARGETS;
      const origin = /^https?:\/\/[^/?#]+/.exec(uri)?.[0] ?? uri;
      if (!isLoopback(origin) && targets.resolve(uri) === undefined)
        scope.notices.push({
          ...notice(scope, method, unmapped(origin)),
          short: `calls to ${origin} (no stand-in)`,
        });
      return httpIntegration({ model: integration, uri, clock: parts.clock, targets });
    }
    default: {
      const what = `${integration.type} integrations (${where(method)})`;
      return refused(scope, method, `The rehearsal does not execute ${what}; every call answers 501.`, what);
    }
  }
}

const unmapped = (origin: string): string =>
  `Nothing connects outside: calls to ${origin} answer 504. Give it a stand-in in the stack file, under gatehouse:rehearsal: httpTargets: {"${origin}": "http://127.0.0.1:9000"}, or an answer: {"${origin}": {"status": 200, "body": {}}}.`;

/** An integration with an AWS service, which needs a role that API Gateway may assume. */
function serviceOf(method: MethodModel, scope: IntegrationScope, uri: string): Integration {
  const { integration } = method;
  const { parts, api } = scope;
  const service = integration.type === "AWS" ? parseServiceUri(uri) : undefined;
  if (service === undefined)
    return refused(
      scope,
      method,
      `${uri} is no URI of an AWS service; like AWS, every call answers 500.`,
      undefined,
    );
  if (integration.credentials === undefined)
    return refused(
      scope,
      method,
      `The integration with ${service.service} has no credentials; like AWS, every call answers 500. Give it a role that may be assumed by apigateway.amazonaws.com.`,
      undefined,
    );
  const role = scope.roles.find(integration.credentials);
  const assumed =
    role === undefined
      ? undefined
      : scope.roles.assume(role, {
          sourceArn: sourceArnOf(scope, method),
          accountId: api.location.accountId,
          region: api.location.region,
        });
  if (typeof assumed === "string")
    return refused(scope, method, `${assumed}; like AWS, every call answers 500.`, undefined);
  if (assumed === undefined)
    scope.notices.push(
      notice(
        scope,
        method,
        `The role ${integration.credentials} is not part of this program; what it may do is not checked.`,
      ),
    );
  const endpoints = parts.serviceEndpoints ?? NO_ENDPOINTS;
  if (endpoints.endpointOf(service.service) === undefined)
    scope.notices.push(
      notice(scope, method, `The rehearsal does not serve ${service.service}; every call answers 501.`),
    );
  return awsServiceIntegration({
    model: integration,
    uri: service,
    clock: parts.clock,
    endpoints,
    role: assumed,
  });
}
