import type { Context } from "aws-lambda";
import { createTelemetry, observed } from "../../shared/telemetry";
import { requiredVariables } from "../../shared/variables";
import type { Quote } from "../api";
import { price } from "./price";

const telemetry = createTelemetry(requiredVariables(process.env, ["STAGE"]).STAGE, process.env);

/** Entry of the function `partner-quote`. */
export const handler = (event: unknown, context: Context): Promise<Quote> =>
  observed(telemetry, context.awsRequestId, context, () => Promise.resolve(price(event)));
