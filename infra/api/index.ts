/** API components. */
export { HttpApi, type HttpApiArgs, type PrivateTarget } from "./httpApi";
export { type ConnectionsEndpoint, WebSocketApi, type WebSocketApiArgs } from "./webSocketApi";
export { readWebSocketContract, type WebSocketContract } from "./webSocketContract";
export { RestApi } from "./restApi";
export type { RestApiArgs, VpcLinkBackend } from "./restApiArgs";
