import type { Location } from "../api/model";
import { record, text } from "../declarations";
import type { ServiceUri } from "./serviceUri";

/** An action on a resource, as IAM knows both. */
export interface ServiceAction {
  /** `sqs:SendMessage`. */
  readonly action: string;
  readonly resource: string;
}

/** The parts of a call that tell what it does. */
export interface ServiceCall {
  readonly uri: ServiceUri;
  /** Path with its placeholders filled in, without the leading slash. */
  readonly path: string;
  /** `X-Amz-Target`, if any. */
  readonly target: string | undefined;
  readonly query: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
}

/** Names one parameter of the call, from the query string, a form or JSON. */
type Parameters = (name: string) => string | undefined;

function jsonOf(body: string): Record<string, unknown> {
  try {
    return record(JSON.parse(body));
  } catch {
    return {};
  }
}

function parametersOf({ query, body }: ServiceCall): Parameters {
  const json = body.trimStart().startsWith("{") ? jsonOf(body) : undefined;
  const form = json === undefined ? new URLSearchParams(body) : undefined;
  return (name) => query.get(name)?.[0] ?? form?.get(name) ?? text(json?.[name]);
}

type ResourceOf = (
  parameters: Parameters,
  arn: (resource: string) => string,
  call: ServiceCall,
) => string | undefined;

const arnOr = (value: string | undefined, build: (name: string) => string): string | undefined =>
  value === undefined || value.startsWith("arn:") ? value : build(value);

/** Which resource an action touches, by the request syntax of each service's API reference. */
const RESOURCES: Readonly<Record<string, ResourceOf>> = {
  dynamodb: (parameter, arn) => {
    const table = arnOr(parameter("TableName"), (name) => arn(`table/${name}`));
    const index = parameter("IndexName");
    return table !== undefined && index !== undefined ? `${table}/index/${index}` : table;
  },
  kinesis: (parameter, arn) =>
    parameter("StreamARN") ?? arnOr(parameter("StreamName"), (name) => arn(`stream/${name}`)),
  secretsmanager: (parameter) => parameter("SecretId"),
  sns: (parameter) => parameter("TopicArn") ?? parameter("TargetArn"),
  sqs: (parameter, arn, { uri, path }) => {
    const url = uri.kind === "path" ? path : (parameter("QueueUrl") ?? "");
    const queue = url.split("/").filter(Boolean).at(-1);
    return queue === undefined ? undefined : arn(queue);
  },
  states: (parameter) => parameter("stateMachineArn") ?? parameter("executionArn"),
};

/** The action that a call asks for: of the URI, `Action=…` or `X-Amz-Target`. */
function actionName(call: ServiceCall, parameters: Parameters): string | undefined {
  if (call.uri.kind === "action") return call.uri.value;
  return parameters("Action") ?? call.target?.split(".").pop();
}

/** Action and resource of a call; undefined when this cannot tell, so that the role's policy is not asked. */
export function serviceAction(call: ServiceCall, location: Location): ServiceAction | undefined {
  const { region, service } = call.uri;
  const parameters = parametersOf(call);
  const action = actionName(call, parameters);
  const arn = (resource: string): string =>
    `arn:${location.partition}:${service}:${region}:${location.accountId}:${resource}`;
  const resource = Object.hasOwn(RESOURCES, service)
    ? RESOURCES[service]?.(parameters, arn, call)
    : undefined;
  return action === undefined || resource === undefined
    ? undefined
    : { action: `${service}:${action}`, resource };
}
