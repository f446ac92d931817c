import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type {
  Context,
  KinesisStreamBatchResponse,
  KinesisStreamEvent,
  KinesisStreamRecord,
} from "aws-lambda";
import { observed } from "../../shared/telemetry";
import { startPartnerService } from "../environment";
import { countStock } from "./countStock";

const service = startPartnerService(process.env);
const { logger, metrics } = service.telemetry;

async function take(record: KinesisStreamRecord): Promise<void> {
  try {
    const outcome = await countStock(service, record);
    // Older ones are harmless, but many of them tell of a partner whose clock or order is wrong.
    metrics.addMetric(outcome === "counted" ? "StockCounted" : "StockCountOlder", "Count", 1);
  } catch (error) {
    logger.error("an event could not be taken", { sequenceNumber: record.kinesis.sequenceNumber, error });
    throw error;
  }
}

/**
 * Entry of the function `partner-events`: tells Lambda which records failed. It tries again from the first of them, so
 * all after it come twice; nothing here minds.
 */
export const handler = (event: KinesisStreamEvent, context: Context): Promise<KinesisStreamBatchResponse> =>
  observed(service.telemetry, context.awsRequestId, context, () =>
    processPartialResponse(event, take, new BatchProcessor(EventType.KinesisDataStreams), {
      context,
      throwOnFullBatchFailure: false,
    }),
  );
