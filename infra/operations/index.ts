/** Account-wide settings that one stack owns. */
export { ApiGatewayLogRole } from "./apiGatewayLogRole";
export { Inspector } from "./inspector";
export { StageBudget, type StageBudgetArgs } from "./stageBudget";
