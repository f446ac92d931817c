/** Account-wide settings that one stack owns. */
export { ApiGatewayLogRole } from "./apiGatewayLogRole";
