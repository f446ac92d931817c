import type { Answer } from "../answer";
import type { Clock } from "../clock";
import type { ServiceEndpoints } from "../integrations/serviceEndpoints";
import { callBackend } from "./callBackend";
import type { HttpContext } from "./context";
import type { Expression } from "./expressions";
import { compileExpression } from "./expressions";
import type { HttpIntegrationModel } from "./model";
import { refuse } from "./refusal";

/** How a first-class integration calls its service. */
interface ServiceAction {
  /** As in {@link ServiceEndpoints}. */
  readonly service: string;
  /** `x-amz-target` of the service's JSON protocol. */
  readonly target: string;
  readonly contentType: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const JSON_10 = "application/x-amz-json-1.0";
const JSON_11 = "application/x-amz-json-1.1";

const sqs = (action: string, required: readonly string[], optional: readonly string[]): ServiceAction => ({
  service: "sqs",
  target: `AmazonSQS.${action}`,
  contentType: JSON_10,
  required,
  optional,
});
const states = (action: string, required: readonly string[], optional: readonly string[]): ServiceAction => ({
  service: "states",
  target: `AWSStepFunctions.${action}`,
  contentType: JSON_10,
  required,
  optional,
});

/**
 * The subtypes that are rehearsed, with their parameters
 * (apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html).
 */
const ACTIONS: Readonly<Record<string, ServiceAction>> = {
  "SQS-SendMessage": sqs(
    "SendMessage",
    ["QueueUrl", "MessageBody"],
    [
      "DelaySeconds",
      "MessageAttributes",
      "MessageDeduplicationId",
      "MessageGroupId",
      "MessageSystemAttributes",
      "Region",
    ],
  ),
  "SQS-ReceiveMessage": sqs(
    "ReceiveMessage",
    ["QueueUrl"],
    [
      "AttributeNames",
      "MaxNumberOfMessages",
      "MessageAttributeNames",
      "ReceiveRequestAttemptId",
      "VisibilityTimeout",
      "WaitTimeSeconds",
      "Region",
    ],
  ),
  "SQS-DeleteMessage": sqs("DeleteMessage", ["QueueUrl", "ReceiptHandle"], ["Region"]),
  "SQS-PurgeQueue": sqs("PurgeQueue", ["QueueUrl"], ["Region"]),
  "Kinesis-PutRecord": {
    service: "kinesis",
    target: "Kinesis_20131202.PutRecord",
    contentType: JSON_11,
    required: ["Data", "PartitionKey", "StreamName"],
    optional: ["SequenceNumberForOrdering", "ExplicitHashKey", "Region"],
  },
  "StepFunctions-StartExecution": states("StartExecution", ["StateMachineArn"], ["Name", "Input", "Region"]),
  "StepFunctions-StartSyncExecution": states(
    "StartSyncExecution",
    ["StateMachineArn"],
    ["Name", "Input", "Region", "TraceHeader"],
  ),
  "StepFunctions-StopExecution": states("StopExecution", ["ExecutionArn"], ["Cause", "Error", "Region"]),
};

/** Parameters that the protocol wants as numbers, and those that it wants as JSON. */
const NUMBERS = new Set(["DelaySeconds", "MaxNumberOfMessages", "VisibilityTimeout", "WaitTimeSeconds"]);
const STRUCTURES = new Set([
  "MessageAttributes",
  "MessageSystemAttributes",
  "AttributeNames",
  "MessageAttributeNames",
]);

function wireValue(name: string, value: string): unknown {
  if (NUMBERS.has(name)) return Number(value);
  return STRUCTURES.has(name) ? (JSON.parse(value) as unknown) : value;
}

export interface ServiceParts {
  readonly clock: Clock;
  readonly serviceEndpoints: ServiceEndpoints;
}

/** Whether the subtype is one that the rehearsal executes. */
export const isRehearsedSubtype = (subtype: string): boolean => Object.hasOwn(ACTIONS, subtype);

/** What is wrong with the parameters of a first-class integration, in words; empty when nothing is. */
export function parameterProblems(subtype: string, parameters: Readonly<Record<string, string>>): string[] {
  const action = ACTIONS[subtype];
  if (action === undefined) return [];
  const known = new Set([...action.required, ...action.optional]);
  return [
    ...action.required.filter((name) => parameters[name] === undefined).map((name) => `${name} is missing`),
    ...Object.keys(parameters)
      .filter((name) => !known.has(name))
      .map((name) => `${name} is no parameter of ${subtype}`),
  ];
}

/**
 * A first-class integration: the request's parameters become one call of the service's own protocol, and the service's
 * answer is the answer.
 */
export function serviceIntegration(
  subtype: string,
  model: HttpIntegrationModel,
  parts: ServiceParts,
): (context: HttpContext) => Promise<Answer> {
  const action = ACTIONS[subtype];
  const parameters = Object.entries(model.requestParameters).map(
    ([name, value]): readonly [string, Expression] => [name, compileExpression(value)],
  );
  return async (context) => {
    const endpoint = action && parts.serviceEndpoints.endpointOf(action.service);
    if (action === undefined || endpoint === undefined) return refuse(context, 500, "INTEGRATION_FAILURE");
    const input: Record<string, unknown> = {};
    try {
      for (const [name, read] of parameters) {
        const value = read(context);
        if (name === "Region" || value === undefined) continue;
        // Step Functions writes its members in lower case.
        input[action.service === "states" ? name.charAt(0).toLowerCase() + name.slice(1) : name] = wireValue(
          name,
          value,
        );
      }
    } catch {
      context.integrationError = "A parameter is not JSON";
      context.note("integration", "failed", context.integrationError);
      return refuse(context, 400, "BAD_REQUEST");
    }
    return await call(context, action, endpoint, JSON.stringify(input), model, parts.clock);
  };
}

async function call(
  context: HttpContext,
  action: ServiceAction,
  url: string,
  body: string,
  { timeoutMilliseconds }: HttpIntegrationModel,
  clock: Clock,
): Promise<Answer> {
  const startedAt = clock.now();
  try {
    const answer = await callBackend({
      url,
      method: "POST",
      headers: new Map([
        ["content-type", action.contentType],
        ["x-amz-target", action.target],
        ["content-length", String(Buffer.byteLength(body))],
      ]),
      cookies: [],
      body: Buffer.from(body),
      timeoutMilliseconds,
    });
    context.integrationLatency = clock.now() - startedAt;
    if (answer === "timeout" || answer === "too-large") {
      context.integrationError = answer;
      context.note("integration", "failed", answer);
      return answer === "timeout"
        ? refuse(context, 503, "INTEGRATION_TIMEOUT")
        : refuse(context, 500, "INTEGRATION_FAILURE");
    }
    context.integrationStatus = answer.status;
    context.note("integration", action.target, String(answer.status));
    return { status: answer.status, headers: [["content-type", "application/json"]], body: answer.body };
  } catch (error) {
    context.integrationError = error instanceof Error ? error.message : "unknown";
    context.note("integration", "failed", context.integrationError);
    return refuse(context, 500, "INTEGRATION_FAILURE");
  }
}
