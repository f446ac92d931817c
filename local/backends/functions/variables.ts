import type { FunctionDeclaration } from "./declaration";

/** Folder of the function's log stream; one rehearsal is one day's stream. */
export const logStream = (name: string, environmentId: string): string =>
  `rehearsal/${name}/[$LATEST]${environmentId}`;

/**
 * The environment of a function: nothing of the developer's own, so that no credentials leak into it.
 *
 * Precedence, lowest first: what a rehearsal prefers, what the program declares, what Lambda reserves, and what the
 * rehearsal gives (endpoints and credentials of its own). Powertools and the X-Ray SDK would send segments to a
 * daemon over UDP: tracing is off unless the program asks for it, and then goes to loopback, where nobody listens.
 * The AWS SDK's warning about an old Node is about this machine, not about the declared runtime.
 *
 * Source: "Defined runtime environment variables" in the Lambda developer guide.
 */
export function environmentVariables(
  fn: FunctionDeclaration,
  taskRoot: string,
  streamName: string,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    POWERTOOLS_TRACE_ENABLED: "false",
    AWS_XRAY_CONTEXT_MISSING: "IGNORE_ERROR",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    AWS_REGION: fn.region,
    AWS_DEFAULT_REGION: fn.region,
    ...fn.environment,
    TZ: ":UTC",
    LANG: "en_US.UTF-8",
    _HANDLER: fn.handler,
    _X_AMZN_TRACE_ID: "",
    AWS_XRAY_DAEMON_ADDRESS: "127.0.0.1:2000",
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memorySizeMb),
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: fn.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: streamName,
    AWS_LAMBDA_LOG_FORMAT: fn.logFormat,
    ...(fn.logFormat === "JSON" && { AWS_LAMBDA_LOG_LEVEL: fn.applicationLogLevel ?? "INFO" }),
    LAMBDA_TASK_ROOT: taskRoot,
    LAMBDA_RUNTIME_DIR: "/var/runtime",
    PATH: "/usr/local/bin:/usr/bin/:/bin:/opt/bin",
    ...given,
  };
}
