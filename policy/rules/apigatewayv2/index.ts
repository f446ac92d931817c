import type { Rule } from "../../model/rule";

/** The rules for API Gateway v2 (HTTP and WebSocket APIs). */
export const apigatewayv2Rules: readonly Rule[] = [];
