/** API components. */
export { HttpApi, type HttpApiArgs, type PrivateTarget } from "./httpApi";
export { HttpContractError } from "./httpApiRoutes";
export { type ConnectionsEndpoint, WebSocketApi, type WebSocketApiArgs } from "./webSocketApi";
export { readWebSocketContract, type WebSocketContract, WebSocketContractError } from "./webSocketContract";
export type { ServiceTarget } from "./integrationRoles";
export { RestApi } from "./restApi";
export type { RestApiArgs, RestApiSettings, VpcLinkBackend } from "./restApiArgs";
export type { RestApiEndpoint } from "./restApiEndpoint";
