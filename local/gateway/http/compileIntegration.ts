import type { Answer } from "../answer";
import type { Declarations } from "../declarations";
import { text } from "../declarations";
import type { GatewayParts } from "../gatewayParts";
import { NO_TARGETS } from "../integrations/httpTargets";
import { NO_ENDPOINTS } from "../integrations/serviceEndpoints";
import { mayInvoke } from "../lambdaPermission";
import type { Notice } from "../notice";
import type { HttpContext } from "./context";
import { httpProxy } from "./httpProxy";
import { lambdaIntegration } from "./lambdaIntegration";
import type { HttpApiModel, HttpIntegrationModel, RouteModel } from "./model";
import { functionArnOf } from "./model";
import { compileRequestMapping } from "./outgoing";
import { notRehearsed, refuse } from "./refusal";
import { compileResponseMapping } from "./responseMapping";
import { isRehearsedSubtype, parameterProblems, serviceIntegration } from "./serviceIntegration";
import { routeSourceArns } from "./sourceArns";

type Integration = (context: HttpContext) => Promise<Answer>;

/** What compiling a route needs to know. */
export interface RouteScope {
  readonly declarations: Declarations;
  readonly api: HttpApiModel;
  readonly stageName: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly parts: GatewayParts;
  readonly notices: Notice[];
}

const withVariables = (uri: string, variables: Readonly<Record<string, string>>): string =>
  uri.replace(/\$\{stageVariables\.([A-Za-z0-9_]+)\}/g, (_, name: string) => variables[name] ?? "");

/** The integration of a route with its response mapping; what cannot be executed is named and answers an error. */
export function compileHttpIntegration(route: RouteModel, scope: RouteScope): Integration {
  const { integration: model } = route;
  const unknown = (key: string): void =>
    notice(scope, route, `${key} is no parameter mapping of HTTP APIs; it is left out.`);
  const integration = select(route, model, scope, unknown);
  const mapping = compileResponseMapping(model.responseParameters, unknown);
  return mapping === undefined
    ? integration
    : async (context) => {
        const answer = await integration(context);
        // What the gateway itself answers is not the integration's.
        return context.error === undefined ? mapping(context, answer) : answer;
      };
}

function notice(scope: RouteScope, route: RouteModel, message: string, short?: string): void {
  const property = `${route.routeKey} integration`;
  scope.notices.push({ urn: scope.api.urn, property, message, ...(short !== undefined && { short }) });
}

function failing(scope: RouteScope, route: RouteModel, reason: string): Integration {
  notice(scope, route, `${reason} Like AWS, every call of ${route.routeKey} answers 500.`);
  return (context) => {
    context.integrationError = reason;
    context.note("integration", "failed", reason);
    return Promise.resolve(refuse(context, 500, "API_CONFIGURATION_ERROR"));
  };
}

function notExecuted(scope: RouteScope, route: RouteModel, what: string): Integration {
  notice(
    scope,
    route,
    `The rehearsal does not execute ${what}; every call of ${route.routeKey} answers 501.`,
  );
  const answer = notRehearsed("integration", what);
  return (context) => Promise.resolve(answer(context));
}

function select(
  route: RouteModel,
  model: HttpIntegrationModel,
  scope: RouteScope,
  unknown: (key: string) => void,
): Integration {
  const { parts, declarations, api, stageName } = scope;
  if (model.type === "NONE") return failing(scope, route, "The route has no integration.");
  if (model.type === "AWS_PROXY" && model.subtype !== undefined)
    return service(route, model.subtype, model, scope);
  const map = compileRequestMapping(model.requestParameters, unknown);
  if (model.type === "HTTP_PROXY") {
    const { clock, httpTargets = NO_TARGETS } = parts;
    const names = model.connectionType === "VPC_LINK" ? privateNames(model, declarations) : [];
    const address = names[0] ?? withVariables(model.uri, scope.variables);
    const reachable = [...names, address].some(
      (name) => httpTargets.resolve(name) ?? httpTargets.resolve(name.replace(/\{.*$/, "")),
    );
    if (!reachable)
      notice(
        scope,
        route,
        `Nothing connects outside: ${route.routeKey} answers 503 until httpTargets in the stage's rehearsal settings names a stand-in for ${names.at(-1) ?? address}.`,
        `calls to ${names.at(-1) ?? address} (no stand-in)`,
      );
    return httpProxy(model, names, map, { clock, httpTargets });
  }
  if (model.type !== "AWS_PROXY") return notExecuted(scope, route, `${model.type} integrations`);
  const functionArn = functionArnOf(withVariables(model.uri, scope.variables));
  const sources = routeSourceArns(api.location.executionArn, stageName, route);
  if (model.credentials === undefined && !mayInvoke(declarations, functionArn, sources))
    return failing(
      scope,
      route,
      `No aws.lambda.Permission lets API Gateway invoke ${functionArn} from ${sources[0]}.`,
    );
  return lambdaIntegration(functionArn, model, map, parts);
}

function service(
  route: RouteModel,
  subtype: string,
  model: HttpIntegrationModel,
  scope: RouteScope,
): Integration {
  const { clock, serviceEndpoints = NO_ENDPOINTS } = scope.parts;
  if (!isRehearsedSubtype(subtype)) return notExecuted(scope, route, `${subtype} integrations`);
  const problems = parameterProblems(subtype, model.requestParameters);
  if (problems.length > 0) return failing(scope, route, `${problems.join("; ")}.`);
  if (model.credentials === undefined)
    return failing(
      scope,
      route,
      `${subtype} has no credentialsArn: API Gateway has no role to call the service with.`,
    );
  return serviceIntegration(subtype, model, { clock, serviceEndpoints });
}

/** What a private backend is called in the settings: its listener's or service's ARN, or `vpclink://<name of the link>`. */
function privateNames(model: HttpIntegrationModel, declarations: Declarations): string[] {
  const link = declarations
    .of("aws:apigatewayv2/vpcLink:VpcLink")
    .find(({ id }) => id === model.connectionId);
  const name = text(link?.properties.name);
  return [model.uri, ...(name === undefined ? [] : [`vpclink://${name}`])];
}
