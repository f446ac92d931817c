import type { FunctionResult } from "../functions";
import { type Json, type JsonObject, isObject } from "./json";
import type { CallTask, TaskCall } from "./run";
import { StatesError, runtimeError } from "./statesError";

export interface ServiceTaskOptions {
  readonly invoke: (functionArn: string, event: unknown) => Promise<FunctionResult>;
  /** Base URL of a service, named as in its host name. */
  readonly endpointOf: (service: string) => string | undefined;
  /** Starts another machine; `done` settles when it ends. */
  readonly startNested: (
    parameters: JsonObject,
    signal: AbortSignal,
  ) => { readonly started: JsonObject; readonly done: Promise<Json> };
}

/** Services that speak JSON: their name in a host, the target of their requests, and the prefix of optimised errors. */
const SERVICES: Readonly<Record<string, { host: string; target: string; version: string; errors: string }>> =
  {
    dynamodb: { host: "dynamodb", target: "DynamoDB_20120810", version: "1.0", errors: "DynamoDB" },
    sqs: { host: "sqs", target: "AmazonSQS", version: "1.0", errors: "SQS" },
    kinesis: { host: "kinesis", target: "Kinesis_20131202", version: "1.1", errors: "Kinesis" },
    sfn: { host: "states", target: "AWSStepFunctions", version: "1.0", errors: "StepFunctions" },
    secretsmanager: {
      host: "secretsmanager",
      target: "secretsmanager",
      version: "1.1",
      errors: "SecretsManager",
    },
    ssm: { host: "ssm", target: "AmazonSSM", version: "1.1", errors: "Ssm" },
  };

/** How `aws-sdk` integrations name the services in errors. */
const SDK_ERRORS: Readonly<Record<string, string>> = { dynamodb: "DynamoDb", sqs: "Sqs", sfn: "Sfn" };

const RESOURCE =
  /^arn:[^:]+:states:[^:]*:[^:]*:(aws-sdk:)?([a-zA-Z0-9]+):([a-zA-Z0-9]+)(\.sync(?::2)?|\.waitForTaskToken)?$/;

/** Calls functions and services from Task states. Source: Step Functions developer guide, "Integrating services". */
export function serviceTasks(options: ServiceTaskOptions): CallTask {
  return async (call) => {
    const { resource } = call;
    if (/^arn:[^:]+:lambda:/.test(resource))
      return lambdaPayload(await options.invoke(resource, call.parameters));
    const [, sdk, service = "", action = "", pattern] = RESOURCE.exec(resource) ?? [];
    const result =
      service === "lambda" && action === "invoke"
        ? await invokeOptimised(options, parametersOf(call))
        : service === "states" && action === "startExecution"
          ? await nested(options, call, pattern)
          : await callService(options, call, sdk !== undefined, service, action);
    return pattern === ".waitForTaskToken" && call.callback ? call.callback : result;
  };
}

function parametersOf({ parameters }: TaskCall): JsonObject {
  if (!isObject(parameters)) throw runtimeError("The Parameters of a service integration must be an object");
  return parameters;
}

async function invokeOptimised({ invoke }: ServiceTaskOptions, parameters: JsonObject): Promise<Json> {
  const { FunctionName, Payload, Qualifier, InvocationType } = parameters;
  if (typeof FunctionName !== "string")
    throw runtimeError("The field 'FunctionName' is required but was missing");
  const target = typeof Qualifier === "string" ? `${FunctionName}:${Qualifier}` : FunctionName;
  const work = invoke(target, Payload ?? {});
  if (InvocationType === "Event") {
    void work.catch(() => undefined);
    return { StatusCode: 202 };
  }
  const result = await work;
  return { ExecutedVersion: "$LATEST", Payload: lambdaPayload(result), StatusCode: 200 };
}

/** Source: Step Functions developer guide, "Error names": a function's error has the name that the function gave it. */
function lambdaPayload(result: FunctionResult): Json {
  if (result.ok) return (result.payload ?? null) as Json;
  const { kind, errorType = "Error", errorMessage = "", trace } = result;
  if (kind === "throttled") throw new StatesError("Lambda.TooManyRequestsException", errorMessage);
  if (kind === "not-found") throw new StatesError("Lambda.ResourceNotFoundException", errorMessage);
  if (kind === "timeout")
    throw new StatesError(
      "Sandbox.Timedout",
      JSON.stringify({ errorType: "Sandbox.Timedout", errorMessage }),
    );
  throw new StatesError(errorType, JSON.stringify({ errorType, errorMessage, ...(trace && { trace }) }));
}

async function nested(
  options: ServiceTaskOptions,
  call: TaskCall,
  pattern: string | undefined,
): Promise<Json> {
  const { started, done } = options.startNested(parametersOf(call), call.signal);
  if (pattern === ".sync" || pattern === ".sync:2") {
    const finished = await done;
    if (!isObject(finished) || pattern === ".sync:2") return finished;
    return { ...finished, Output: JSON.stringify(finished.Output ?? null) };
  }
  void done.catch(() => undefined);
  return started;
}

async function callService(
  { endpointOf }: ServiceTaskOptions,
  { parameters, signal, resource }: TaskCall,
  sdk: boolean,
  name: string,
  action: string,
): Promise<Json> {
  const service = Object.hasOwn(SERVICES, name) ? SERVICES[name] : undefined;
  const endpoint = service && endpointOf(service.host);
  if (!service || endpoint === undefined)
    throw new StatesError("States.TaskFailed", `The rehearsal does not serve ${resource}`);
  const operation = `${action[0]?.toUpperCase()}${action.slice(1)}`;
  const response = await fetch(endpoint, {
    method: "POST",
    signal,
    headers: {
      "content-type": `application/x-amz-json-${service.version}`,
      "x-amz-target": `${service.target}.${operation}`,
      authorization: "AWS4-HMAC-SHA256 Credential=rehearsal",
    },
    body: JSON.stringify(name === "sqs" ? withTextBody(parameters) : parameters),
  });
  const body = (await response.json()) as JsonObject;
  if (response.ok) return body;
  const exception = String(body.__type).replace(/^.*#/, "");
  const prefix = sdk ? (SDK_ERRORS[name] ?? service.errors) : service.errors;
  const error = exception.endsWith("Exception") ? exception : `${exception}Exception`;
  throw new StatesError(`${prefix}.${error}`, String(body.message ?? body.Message ?? exception));
}

/** The optimised integration takes a JSON object as a message, and sends its text. */
function withTextBody(parameters: Json): Json {
  if (
    !isObject(parameters) ||
    parameters.MessageBody === undefined ||
    typeof parameters.MessageBody === "string"
  )
    return parameters;
  return { ...parameters, MessageBody: JSON.stringify(parameters.MessageBody) };
}
