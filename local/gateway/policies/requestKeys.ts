import { WEB_IDENTITY_KEYS, webIdentityKey } from "../iam/webIdentity";
import type { RequestContext } from "../request/context";
import type { Caller, Question } from "./statement";
import type { KeyValue } from "./variables";

type Read = (context: RequestContext, caller: Caller | undefined) => KeyValue;

/**
 * Condition keys of `execute-api:Invoke`. A request through an interface endpoint has `aws:VpcSourceIp` instead of
 * `aws:SourceIp` (apigateway/latest/developerguide/apigateway-resource-policies-aws-condition-keys.html).
 */
const KEYS: Readonly<Record<string, Read>> = {
  "aws:currenttime": ({ arrival }) => new Date(arrival.receivedAt).toISOString(),
  "aws:epochtime": ({ arrival }) => String(Math.floor(arrival.receivedAt / 1000)),
  "aws:principalaccount": (_, caller) => caller?.accountId,
  "aws:principalarn": (_, caller) => caller?.arn,
  // The rehearsal's account belongs to no organization.
  "aws:principalorgid": () => undefined,
  "aws:principaltype": (_, caller) =>
    caller === undefined ? "Anonymous" : caller.callerArn.includes(":assumed-role/") ? "AssumedRole" : "User",
  "aws:referer": (context) => context.header("referer"),
  "aws:requestedregion": ({ arrival }) => arrival.stage.api.location.region,
  // What reaches API Gateway has come over TLS.
  "aws:securetransport": () => "true",
  "aws:sourcearn": () => undefined,
  "aws:sourceip": ({ arrival }) => (arrival.endpoint === undefined ? arrival.clientIp : undefined),
  "aws:sourcevpc": ({ arrival }) => arrival.endpoint?.vpcId,
  "aws:sourcevpce": ({ arrival }) => arrival.endpoint?.id,
  "aws:useragent": (context) => context.header("user-agent"),
  "aws:username": (_, caller) =>
    caller === undefined || caller.callerArn.includes(":assumed-role/")
      ? undefined
      : caller.arn.split("/").pop(),
  "aws:viaawsservice": () => "false",
  "aws:vpcsourceip": ({ arrival }) => (arrival.endpoint === undefined ? undefined : arrival.clientIp),
};

/** Their names, in lower case. */
export const REQUEST_KEYS: ReadonlySet<string> = new Set([...Object.keys(KEYS), ...WEB_IDENTITY_KEYS]);

/** What a policy is asked about a request: may the caller invoke the method? */
export function invokeQuestion(context: RequestContext, caller?: Caller): Question {
  return {
    action: "execute-api:Invoke",
    resource: methodArn(context),
    ...(caller === undefined ? {} : { caller }),
    key: (name) => KEYS[name]?.(context, caller) ?? webIdentityKey(name, caller?.webIdentity),
  };
}

/** ARN of the called method, with the path as it was called: `<api>/<stage>/GET/users/1`. */
export function methodArn(context: RequestContext): string {
  const { arrival } = context;
  const { api, stageName } = arrival.stage;
  return `${api.location.executionArn}/${stageName}/${arrival.method}${arrival.path}`;
}
