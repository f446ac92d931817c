/** WebSocket APIs: handshakes, routes, `@connections`. */
export { MANAGEMENT_PATH, compileWebSocketApis } from "./compileWebSocketApis";
export { Connections } from "./connections";
