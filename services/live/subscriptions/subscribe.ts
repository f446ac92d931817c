import type { APIGatewayProxyResult } from "aws-lambda";
import { type Connections, MOST_TOPICS } from "../connections";
import { frame, readMessage, refusal } from "../frame";
import type { LiveEvent } from "../startLive";

/** `subscribe`: the connection hears of a topic, or with `end` no longer. */
export const subscribe =
  (connections: Connections) =>
  async ({ body, requestContext }: LiveEvent): Promise<APIGatewayProxyResult> => {
    const { connectionId, requestId } = requestContext;
    const message = readMessage(body, "Subscribe");
    if (message === undefined) return refusal(400, requestId, "the message is no valid Subscribe");
    const { topic, end } = message;
    if (end === true) {
      await connections.unsubscribe(connectionId, topic);
      return frame(200, { type: "unsubscribed", topic });
    }
    if ((await connections.topics(connectionId)) >= MOST_TOPICS) {
      return refusal(409, requestId, `a connection listens to ${MOST_TOPICS} topics at most`);
    }
    await connections.subscribe(connectionId, topic);
    return frame(200, { type: "subscribed", topic });
  };
