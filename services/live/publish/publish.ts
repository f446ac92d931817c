import type { APIGatewayProxyResult } from "aws-lambda";
import type { Telemetry } from "../../shared/telemetry";
import type { Connections } from "../connections";
import { frame, readMessage, refusal } from "../frame";
import type { LiveEvent } from "../startLive";
import { broadcast, type SendFrame } from "./broadcast";

/** `publish`: everybody who listens to the topic gets the data. Asks for the scope `live/publish`. */
export const publish =
  (connections: Connections, send: SendFrame, { logger, metrics }: Pick<Telemetry, "logger" | "metrics">) =>
  async ({ body, requestContext }: LiveEvent): Promise<APIGatewayProxyResult> => {
    const { requestId, authorizer } = requestContext;
    const scopes = String(authorizer?.scope ?? "").split(" ");
    if (!scopes.includes("live/publish")) return refusal(403, requestId, "publishing needs live/publish");
    const message = readMessage(body, "Publish");
    if (message === undefined) return refusal(400, requestId, "the message is no valid Publish");
    const { topic, data } = message;
    const text = JSON.stringify({ type: "message", topic, data });
    const result = await broadcast(topic, text, connections, send, (error, connectionId) =>
      logger.warn("a listener did not get the frame", { connectionId, error }),
    );
    metrics.addMetric("FramesDelivered", "Count", result.delivered);
    return frame(200, { type: "published", topic, ...result });
  };
