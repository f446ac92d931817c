import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import type { Environment } from "./environment";
import { commonHeaders, requestHeader } from "./headers";
import { Problem } from "./problem";
import { problemResponse, proxyResult, type Response } from "./response";
import { route, type Routes } from "./router";
import { asError, observed, type Telemetry } from "./telemetry";

/** What Lambda calls. */
export type LambdaHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/**
 * The edge of a function: picks the operation, and turns whatever comes of it into an answer. A crash is logged
 * whole and answered without detail; it never leaves the function, since API Gateway would make a bare 502 of it.
 */
export function createLambdaHandler(
  routes: Routes,
  environment: Pick<Environment, "allowedOrigins"> & Partial<Pick<Environment, "lifecycle">>,
  telemetry: Telemetry,
): LambdaHandler {
  const { logger, tracer } = telemetry;
  return (event, context) => {
    const { requestId } = event.requestContext;
    return observed(telemetry, requestId, context, async () => {
      const { allowedOrigins, lifecycle } = environment;
      const headers = commonHeaders(requestHeader(event, "Origin"), allowedOrigins, lifecycle);
      return proxyResult(await answer(), headers);
    });

    async function answer(): Promise<Response> {
      try {
        return await route(routes, event)(event, context);
      } catch (error) {
        if (error instanceof Problem) {
          logger.info("refused", {
            operation: `${event.httpMethod} ${event.resource}`,
            status: error.status,
          });
          return problemResponse(error, requestId);
        }
        const failure = asError(error);
        logger.error("the operation failed", failure);
        // The invocation succeeds with a 500, so that nothing else would mark its trace.
        tracer.addErrorAsMetadata(failure);
        return problemResponse(new Problem(500), requestId);
      }
    }
  };
}
