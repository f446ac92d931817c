import type { APIGatewayProxyResult } from "aws-lambda";
import type { Connections } from "../connections";
import type { LiveEvent } from "../startLive";

/** `$connect` and `$disconnect`: the table knows who is connected. A lost `$disconnect` is made good by expiry. */
export const connection =
  (connections: Connections) =>
  async ({ requestContext }: LiveEvent): Promise<APIGatewayProxyResult> => {
    const { connectionId, eventType } = requestContext;
    if (eventType === "CONNECT") {
      await connections.add(connectionId, String(requestContext.authorizer?.principalId ?? ""));
    } else {
      await connections.remove(connectionId);
    }
    return { statusCode: 200, body: "" };
  };
