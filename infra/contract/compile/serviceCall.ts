import type { ServiceAction } from "../contract";

/** How API Gateway calls one action on one target. */
export interface ServiceCall {
  readonly uri: string;
  readonly contentType: string;
  /** What `$target` stands for: the name of a queue or stream, the ARN of a state machine. */
  readonly target: string;
}

/** Parts of an ARN, as far as these services use them. */
interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** Only what an ARN of these services may hold: it goes into a template between quotes. */
const ARN = /^arn:(aws[a-z-]*):(sqs|kinesis|states):([a-z0-9-]+):(\d{12}):([A-Za-z0-9_.:/-]+)$/;

/** The ARN's parts; `undefined` when it is none of a queue, a stream or a state machine. */
function parseTarget(arn: string): Arn | undefined {
  const match = ARN.exec(arn);
  if (match === null) return undefined;
  const [, partition = "", service = "", region = "", account = "", resource = ""] = match;
  return { partition, service, region, account, resource };
}

/** What the resource part of a target's ARN looks like, by service. */
const RESOURCES: Readonly<Record<string, RegExp>> = {
  sqs: /^[A-Za-z0-9_.-]+$/,
  kinesis: /^stream\/[A-Za-z0-9_.-]+$/,
  states: /^stateMachine:[A-Za-z0-9_.:-]+$/,
};

/** True for an ARN that the action can be called on. */
export function fits(action: ServiceAction, arn: string): boolean {
  const parts = parseTarget(arn);
  return (
    parts !== undefined &&
    action.startsWith(`${parts.service}:`) &&
    (RESOURCES[parts.service]?.test(parts.resource) ?? false)
  );
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  sqs: "application/x-www-form-urlencoded",
  kinesis: "application/x-amz-json-1.1",
  states: "application/x-amz-json-1.0",
};

/** The call of an action on the target that an ARN names. */
export function serviceCall(action: ServiceAction, arn: string): ServiceCall {
  const { partition, service, region, account, resource } = parseTarget(arn) ?? {
    partition: "",
    service: "",
    region: "",
    account: "",
    resource: "",
  };
  const base = `arn:${partition}:apigateway:${region}:${service}`;
  const [, verb = ""] = action.split(":");
  return {
    // A queue is in the path; the other services take the name of the action there, and the target in the body.
    uri: service === "sqs" ? `${base}:path/${account}/${resource}` : `${base}:action/${verb}`,
    contentType: CONTENT_TYPES[service] ?? "",
    target: service === "states" ? arn : resource.replace(/^stream\//, ""),
  };
}
