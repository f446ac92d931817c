import { V2_API } from "../../aws/v2-api";
import type { FixtureResource } from "../../model/fixture";

/** An HTTP API that a fixture's other resources belong to. */
export const httpApi: FixtureResource = {
  type: V2_API,
  name: "api",
  props: { protocolType: "HTTP", name: "shop" },
};

/** A WebSocket API that a fixture's other resources belong to. */
export const webSocketApi: FixtureResource = {
  type: V2_API,
  name: "api",
  props: { protocolType: "WEBSOCKET", routeSelectionExpression: "$request.body.action", name: "chat" },
};
