import type { Context } from "aws-lambda";
import { observed } from "../../shared/telemetry";
import { type PartnerService, startPartnerService } from "../environment";
import { retryable } from "./failures";
import { type FulfilmentInput, fulfilmentInput } from "./input";

/** What one step does. It may run more than once for one fulfilment: what was done is found and kept. */
export type Step<T> = (service: PartnerService, input: FulfilmentInput) => Promise<T>;

/** The Lambda function of a step. Its errors keep their names: the workflow decides by them. */
export function stepHandler<T>(step: Step<T>): (event: unknown, context: Context) => Promise<T> {
  const service = startPartnerService(process.env);
  const { logger } = service.telemetry;
  return (event, context) =>
    observed(service.telemetry, context.awsRequestId, context, async () => {
      try {
        return await retryable(() => step(service, fulfilmentInput(event)));
      } catch (error) {
        logger.warn("the step failed", { error });
        throw error;
      }
    });
}
