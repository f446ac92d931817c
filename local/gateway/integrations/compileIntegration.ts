import type { MethodModel, RestApiModel } from "../api/model";
import type { Declarations } from "../declarations";
import type { GatewayParts, Notice } from "../gateway";
import type { Integration } from "../runtime";
import { mayInvoke } from "./lambdaPermission";
import { lambdaProxy } from "./lambdaProxy";
import { mockIntegration } from "./mock";
import { notExecuted } from "./notExecuted";

const LAMBDA_URI = /:lambda:path\/2015-03-31\/functions\/(.+)\/invocations$/;

/** What compiling an integration needs to know. */
export interface IntegrationScope {
  readonly declarations: Declarations;
  readonly api: RestApiModel;
  readonly stageName: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly parts: GatewayParts;
  readonly notices: Notice[];
}

/** An answer in place of an integration that AWS would fail, or that the rehearsal does not execute. */
function refused(
  scope: IntegrationScope,
  method: MethodModel,
  message: string,
  what: string | undefined,
): Integration {
  scope.notices.push({
    urn: scope.api.urn,
    property: `${method.httpMethod} ${method.resourcePath} integration`,
    message,
  });
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

/** `${stageVariables.name}` filled in; a missing variable is empty, as on AWS. */
const withVariables = (uri: string, variables: Readonly<Record<string, string>>): string =>
  uri.replace(/\$\{stageVariables\.([A-Za-z0-9_]+)\}/g, (_, name: string) => variables[name] ?? "");

/** The integration of a method, compiled; what cannot be executed is named in the notices and answers an error. */
export function compileIntegration(method: MethodModel, scope: IntegrationScope): Integration {
  const { integration } = method;
  const uri = withVariables(integration.uri ?? "", scope.variables);
  const where = `${method.httpMethod} ${method.resourcePath}`;
  if (integration.type === "MOCK") {
    try {
      return mockIntegration(integration);
    } catch (error) {
      // A template that does not parse, or a selection pattern that only Java understands.
      const reason = error instanceof Error ? error.message : "unknown";
      return refused(scope, method, `${reason}; every call of ${where} answers 500.`, undefined);
    }
  }
  if (integration.type !== "AWS_PROXY" || !LAMBDA_URI.test(uri)) {
    const what = `${integration.type} integrations (${where})`;
    return refused(scope, method, `The rehearsal does not execute ${what}; every call answers 501.`, what);
  }
  const functionArn = LAMBDA_URI.exec(uri)?.[1] ?? "";
  const permitted =
    integration.credentials !== undefined ||
    mayInvoke(scope.declarations, functionArn, scope.api, scope.stageName, method);
  if (!permitted)
    return refused(
      scope,
      method,
      `No aws.lambda.Permission lets API Gateway invoke ${functionArn} from ${where}; like AWS, every call answers 500. Add one whose sourceArn covers this method.`,
      undefined,
    );
  return lambdaProxy(functionArn, integration, scope.parts);
}
