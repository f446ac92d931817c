import { type ServiceHandler, hasTarget, jsonProtocol } from "../protocol";
import { runSqs } from "./operations";
import { queryErrorCode, queryProtocol } from "./queryProtocol";
import type { QueueStore } from "./queueStore";

/** SQS speaks the JSON protocol to the SDKs and the query protocol to integrations of API Gateway. */
export function sqsHandler(store: QueueStore, { newId }: { readonly newId: () => string }): ServiceHandler {
  const run = (operation: string, input: Readonly<Record<string, unknown>>): object | Promise<object> =>
    runSqs(store, operation, input);
  const json = jsonProtocol({
    target: "AmazonSQS",
    version: "1.0",
    namespace: "com.amazonaws.sqs#",
    queryError: (error) => `${queryErrorCode(error)};${error.statusCode < 500 ? "Sender" : "Receiver"}`,
    newId,
    run,
  });
  const query = queryProtocol({ newId, run });
  return (request) => (hasTarget(request) ? json(request) : query(request));
}
