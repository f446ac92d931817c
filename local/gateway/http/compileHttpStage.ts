import type { Declared } from "../declarations";
import { list, number, record, text, textRecord } from "../declarations";
import { methodBucket } from "../gates/throttle";
import type { TokenBucket } from "../gates/tokenBucket";
import { readCredentials } from "../iam/credentialStore";
import { mayInvoke } from "../lambdaPermission";
import { compileHttpLog } from "./accessLog";
import type { RouteScope } from "./compileIntegration";
import { compileHttpIntegration } from "./compileIntegration";
import type { HttpContext, HttpGate, HttpRouteRuntime, HttpStageRuntime } from "./context";
import { iamGate } from "./iamAuthorizer";
import { jwtGate } from "./jwtAuthorizer";
import { lambdaAuthorizerGate } from "./lambdaAuthorizer";
import type { LambdaAuthorizerModel, RouteModel } from "./model";
import { notRehearsed, refuse } from "./refusal";
import { RouteTree } from "./routeTree";
import { authorizerSourceArn } from "./sourceArns";

/** What stages have in common. */
export interface HttpStageScope extends Omit<RouteScope, "stageName" | "variables"> {
  readonly account: TokenBucket;
  /** The gate of a Lambda authorizer, one for all routes and stages that use it: they share its cache. */
  lambdaAuthorizer(model: LambdaAuthorizerModel): HttpGate;
}

/** Compiles one stage of an HTTP API: every route's gates in AWS's order, then its integration. */
export function compileHttpStage(stage: Declared, scope: HttpStageScope): HttpStageRuntime {
  const { api, notices, parts } = scope;
  const stageName = text(stage.properties.name) ?? stage.name;
  const variables = textRecord(stage.properties.stageVariables);
  const routes = new RouteTree<HttpRouteRuntime>();
  const deployed = stage.properties.autoDeploy === true || text(stage.properties.deploymentId) !== undefined;
  if (!deployed)
    notices.push({
      urn: stage.urn,
      property: "deploymentId",
      message: `Stage ${stageName} has neither autoDeploy nor a deployment: like AWS, every call answers 404.`,
    });
  const throttles = throttleModels(stage);
  for (const route of deployed ? api.routes : []) {
    const gates = [authorizerGate(route, scope), throttleGate(route, throttles, scope)];
    routes.add(route.method, route.path, {
      model: route,
      gates: gates.filter((gate) => gate !== undefined),
      integration: compileHttpIntegration(route, { ...scope, stageName, variables }),
    });
  }
  const log = record(stage.properties.accessLogSettings);
  const format = text(log.format);
  const destination = text(log.destinationArn);
  return {
    api,
    stageName,
    variables,
    routes,
    ...(format === undefined || destination === undefined || parts.writeLog === undefined
      ? {}
      : { writeAccessLog: logWriter(compileHttpLog(format), (line) => parts.writeLog?.(destination, line)) }),
  };
}

const logWriter =
  (render: (context: HttpContext) => string, write: (line: string) => void) =>
  (context: HttpContext): void =>
    write(render(context));

interface RouteThrottles {
  readonly stage: Record<string, unknown>;
  readonly byRoute: ReadonlyMap<string, Record<string, unknown>>;
}

function throttleModels({ properties }: Declared): RouteThrottles {
  const own = list(properties.routeSettings).map(record);
  return {
    stage: record(properties.defaultRouteSettings),
    byRoute: new Map(own.map((settings) => [text(settings.routeKey) ?? "", settings])),
  };
}

function throttleGate(
  route: RouteModel,
  { stage, byRoute }: RouteThrottles,
  scope: HttpStageScope,
): HttpGate {
  const settings = { ...stage, ...byRoute.get(route.routeKey) };
  const limits = {
    rateLimit: number(settings.throttlingRateLimit),
    burstLimit: number(settings.throttlingBurstLimit),
  };
  const bucket = methodBucket(limits, scope.parts.clock);
  return (context) => {
    const level =
      bucket !== undefined && !bucket.take() ? "route" : scope.account.take() ? undefined : "account";
    context.note("throttle", level === undefined ? "pass" : "deny", level && `${level} limit exceeded`);
    return level === undefined ? undefined : refuse(context, 429, "THROTTLED");
  };
}

function authorizerGate(route: RouteModel, scope: HttpStageScope): HttpGate | undefined {
  const { authorization } = route;
  const { api, declarations, notices, parts } = scope;
  const property = `${route.routeKey} authorization`;
  switch (authorization.type) {
    case "NONE":
      return undefined;
    case "JWT": {
      const { authorizer, scopes } = authorization;
      const poolId = authorizer.issuer.split("/").pop() ?? "";
      const arns = declarations
        .of("aws:cognito/userPool:UserPool")
        .filter((pool) => pool.id === poolId)
        .flatMap((pool) => text(pool.properties.arn) ?? []);
      if (arns.length > 0) return jwtGate(authorizer, scopes, arns, parts);
      const what = `tokens of ${authorizer.issuer || "an unknown issuer"}, which is no user pool of this program`;
      notices.push({
        urn: api.urn,
        property,
        message: `Nothing connects outside: the rehearsal does not verify ${what}; every call of ${route.routeKey} answers 501.`,
      });
      return notRehearsed("authorizer", what);
    }
    case "CUSTOM": {
      const { authorizer } = authorization;
      const source = authorizerSourceArn(api.location.executionArn, authorizer.id);
      if (authorizer.credentials !== undefined || mayInvoke(declarations, authorizer.functionArn, [source]))
        return scope.lambdaAuthorizer(authorizer);
      const reason = `No aws.lambda.Permission lets API Gateway invoke ${authorizer.functionArn} from ${source}.`;
      notices.push({ urn: api.urn, property, message: `${reason} Like AWS, ${route.routeKey} answers 500.` });
      return (context) => {
        context.authorizerError = reason;
        context.note("authorizer", "failed", reason);
        return refuse(context, 500, "AUTHORIZER_CONFIGURATION_ERROR");
      };
    }
    case "AWS_IAM":
      return iamGate(parts.credentials ?? readCredentials(declarations), parts.clock);
    default: {
      const what = `the authorizer ${authorization.name}`;
      notices.push({
        urn: api.urn,
        property,
        message: `The rehearsal does not execute ${what} of HTTP APIs; every call of ${route.routeKey} answers 501.`,
      });
      return notRehearsed("authorizer", what);
    }
  }
}

/** Gates of Lambda authorizers by function and cache settings, so that routes share them. */
export function sharedAuthorizers(parts: RouteScope["parts"]): (model: LambdaAuthorizerModel) => HttpGate {
  const gates = new Map<string, HttpGate>();
  return (model) => {
    const known = gates.get(model.id);
    if (known !== undefined) return known;
    const gate = lambdaAuthorizerGate(model, parts);
    gates.set(model.id, gate);
    return gate;
  };
}
