import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { observed } from "../../shared/telemetry";
import { startPartnerService } from "../environment";
import { storeOrder } from "./storeOrder";

const service = startPartnerService(process.env);
const { logger, metrics } = service.telemetry;

async function take(record: SQSRecord): Promise<void> {
  try {
    if ((await storeOrder(service, record)) === "stored") metrics.addMetric("OrderStored", "Count", 1);
  } catch (error) {
    const { messageId, attributes } = record;
    // Not the body: it is the partner's.
    logger.error("an order could not be stored", {
      messageId,
      tries: attributes.ApproximateReceiveCount,
      error,
    });
    throw error;
  }
}

/** Entry of the function `partner-orders`: tells SQS which messages of a batch failed; only they come back. */
export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
  observed(service.telemetry, context.awsRequestId, context, () =>
    processPartialResponse(event, take, new BatchProcessor(EventType.SQS), {
      context,
      throwOnFullBatchFailure: false,
    }),
  );
