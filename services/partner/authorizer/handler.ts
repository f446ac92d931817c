import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent, Context } from "aws-lambda";
import { createTelemetry, observed, traced } from "../../shared/telemetry";
import { listVariable, requiredVariables } from "../../shared/variables";
import { createAuthorizer } from "./authorize";
import { secretsStore } from "./credentialsStore";
import { stagePolicy } from "./policy";

const environment = requiredVariables(process.env, ["STAGE", "KEY_PREFIX"]);
const telemetry = createTelemetry(environment.STAGE, process.env);
const client = traced(new SecretsManagerClient({}), telemetry);
const authorizer = createAuthorizer(
  secretsStore(client, environment.KEY_PREFIX),
  listVariable(process.env.PARTNERS),
  Date.now,
);

/** Entry of the function `partner-authorizer`. API Gateway answers 401 to exactly this error, and does not keep it. */
export const handler = (
  event: APIGatewayRequestAuthorizerEvent,
  context: Context,
): Promise<APIGatewayAuthorizerResult> =>
  observed(telemetry, event.requestContext.requestId, context, async () => {
    const partner = await authorizer.authorize({
      authorization: header(event, "authorization"),
      apiKey: header(event, "x-api-key"),
    });
    if (partner === undefined) throw new Error("Unauthorized");
    return stagePolicy(partner, event.methodArn);
  });

/** A header by its name in lower case; API Gateway passes names on as the client wrote them. */
function header({ headers }: APIGatewayRequestAuthorizerEvent, name: string): string | undefined {
  return Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
}
