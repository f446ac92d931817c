import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { APIGatewayEventWebsocketRequestContextV2, APIGatewayProxyResult, Context } from "aws-lambda";
import { createTelemetry, observed, type Telemetry, traced } from "../shared/telemetry";
import { requiredVariables } from "../shared/variables";
import { Connections } from "./connections";
import { refusal } from "./frame";

/** An event of a WebSocket route. Its authorizer's context comes with each message of the connection. */
export interface LiveEvent {
  readonly requestContext: APIGatewayEventWebsocketRequestContextV2 & {
    readonly authorizer?: Readonly<Record<string, unknown>> | null;
  };
  readonly body?: string | null;
}

/** What the functions of live work with. */
export interface Live {
  readonly connections: Connections;
  readonly telemetry: Telemetry;
}

/** Connects a function to its table, once per process. */
export function startLive(variables: Readonly<Record<string, string | undefined>>): Live {
  const { TABLE_NAME, STAGE } = requiredVariables(variables, ["TABLE_NAME", "STAGE"]);
  const telemetry = createTelemetry(STAGE, variables);
  const client = traced(new DynamoDBClient({}), telemetry);
  return {
    connections: new Connections(DynamoDBDocumentClient.from(client), TABLE_NAME, Date.now),
    telemetry,
  };
}

/** What Lambda calls for a route. */
export type LiveHandler = (event: LiveEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** The edge of a function: a crash is logged whole and answered without detail. */
export const liveHandler =
  (
    { telemetry }: Pick<Live, "telemetry">,
    work: (event: LiveEvent) => Promise<APIGatewayProxyResult>,
  ): LiveHandler =>
  (event, context) => {
    const { requestId, routeKey } = event.requestContext;
    return observed(telemetry, requestId, context, async () => {
      try {
        return await work(event);
      } catch (error) {
        telemetry.logger.error("the route failed", {
          routeKey,
          error: error instanceof Error ? error : new Error(String(error)),
        });
        return refusal(500, requestId, "internal server error");
      }
    });
  };
