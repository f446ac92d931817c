/** The gateway: REST APIs as the graph declares them, served through the declared gates in AWS's order. */
export { compileGateway } from "./compileGateway";
export type {
  Clock,
  DeclaredApi,
  DeclaredOperation,
  FunctionResult,
  Gateway,
  GatewayParts,
  Notice,
  TokenVerdict,
} from "./gateway";
export { answerMalformed } from "./request/malformed";
