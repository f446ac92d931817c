/**
 * Quotas of WebSocket APIs (apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html).
 */
export const FRAME_LIMIT_BYTES = 32 * 1024;
export const MESSAGE_LIMIT_BYTES = 128 * 1024;
export const IDLE_MILLISECONDS = 10 * 60 * 1000;
export const LIFETIME_MILLISECONDS = 2 * 60 * 60 * 1000;

/** Close codes that API Gateway uses (RFC 6455, section 7.4.1). */
export const CLOSE = { goingAway: 1001, noBinary: 1003, tooLarge: 1009 } as const;
