import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { Tracer } from "@aws-lambda-powertools/tracer";
import type { Context } from "aws-lambda";

/** Logs, traces and metrics of one function. All three are configured by `POWERTOOLS_*` variables. */
export interface Telemetry {
  readonly logger: Logger;
  /** Off outside Lambda, and with `POWERTOOLS_TRACE_ENABLED=false`. */
  readonly tracer: Tracer;
  readonly metrics: Metrics;
}

/**
 * One per function, made at start. Traces are taken where there is a daemon to take them: Lambda always names one in
 * `AWS_XRAY_DAEMON_ADDRESS`. Without it the X-Ray SDK would log an error for every call of the AWS SDK.
 */
export function createTelemetry(
  stage: string,
  variables: Readonly<Record<string, string | undefined>>,
): Telemetry {
  return {
    logger: new Logger({ persistentKeys: { stage } }),
    tracer: variables.AWS_XRAY_DAEMON_ADDRESS === undefined ? new Tracer({ enabled: false }) : new Tracer(),
    metrics: new Metrics({ defaultDimensions: { stage } }),
  };
}

/** A client of the AWS SDK whose calls are traced, where traces are taken. */
export const traced = <Client>(client: Client, { tracer }: Pick<Telemetry, "tracer">): Client =>
  tracer.isTracingEnabled() ? tracer.captureAWSv3Client(client) : client;

/**
 * Runs one invocation under its correlation id and its own trace segment, which is marked as failed when the work
 * fails, and publishes what it counted. Tracing and metrics never fail the invocation.
 */
export async function observed<T>(
  { logger, tracer, metrics }: Telemetry,
  requestId: string,
  context: Context,
  work: () => Promise<T>,
): Promise<T> {
  logger.addContext(context);
  logger.setCorrelationId(requestId);
  const segment = tracer.isTracingEnabled() ? tracer.getSegment() : undefined;
  const subsegment = segment?.addNewSubsegment(`## ${context.functionName}`);
  if (subsegment !== undefined) {
    tracer.setSegment(subsegment);
    tracer.annotateColdStart();
    tracer.addServiceNameAnnotation();
    tracer.putAnnotation("requestId", requestId);
  }
  try {
    return await work();
  } catch (error) {
    tracer.addErrorAsMetadata(asError(error));
    throw error;
  } finally {
    if (segment !== undefined && subsegment !== undefined) {
      subsegment.close();
      tracer.setSegment(segment);
    }
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    logger.resetKeys();
  }
}

/** What was thrown, as the logger and the tracer take it. */
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown));
