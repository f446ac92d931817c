import { BlockList, isIP } from "node:net";

import { list, record, text, texts } from "../declarations";
import type { RequestContext } from "../request/context";
import type { Gate } from "../runtime";
import { glob } from "./glob";

type Condition = (context: RequestContext) => boolean;

interface Statement {
  readonly label: string;
  readonly deny: boolean;
  readonly resources: readonly RegExp[];
  readonly conditions: readonly Condition[];
}

/** Thrown while compiling: the policy uses something that is not executed. */
export class UnsupportedPolicy extends Error {}

const KEYS: Readonly<Record<string, (context: RequestContext) => string | undefined>> = {
  "aws:sourceip": ({ arrival }) => arrival.clientIp,
  "aws:referer": (context) => context.header("referer"),
  "aws:useragent": (context) => context.header("user-agent"),
  // What reaches API Gateway has come over TLS; the rehearsal's callers come through no VPC endpoint.
  "aws:securetransport": () => "true",
  "aws:sourcevpc": () => undefined,
  "aws:sourcevpce": () => undefined,
};

const values = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [String(value)]);

function cidrs(ranges: readonly string[]): BlockList {
  const block = new BlockList();
  for (const range of ranges) {
    const [address = "", prefix] = range.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    block.addSubnet(address, prefix === undefined ? (family === "ipv6" ? 128 : 32) : Number(prefix), family);
  }
  return block;
}

/** The test of an operator without `Not` and `IfExists`. */
function matcher(operator: string, wanted: readonly string[]): (value: string) => boolean {
  switch (operator) {
    case "StringEquals":
      return (value) => wanted.includes(value);
    case "StringEqualsIgnoreCase": {
      const lower = wanted.map((item) => item.toLowerCase());
      return (value) => lower.includes(value.toLowerCase());
    }
    case "StringLike": {
      const patterns = wanted.map(glob);
      return (value) => patterns.some((pattern) => pattern.test(value));
    }
    case "Bool":
      return (value) => wanted.some((item) => item.toLowerCase() === value);
    case "IpAddress": {
      const block = cidrs(wanted);
      return (value) => isIP(value) !== 0 && block.check(value, isIP(value) === 6 ? "ipv6" : "ipv4");
    }
    default:
      throw new UnsupportedPolicy(`the condition operator ${operator}`);
  }
}

function compileCondition(operator: string, key: string, wanted: readonly string[]): Condition {
  const read = KEYS[key.toLowerCase()];
  if (read === undefined) throw new UnsupportedPolicy(`the condition key ${key}`);
  const ifExists = operator.endsWith("IfExists");
  const base = ifExists ? operator.slice(0, -"IfExists".length) : operator;
  const negated = base.includes("Not");
  const matches = matcher(base.replace("Not", ""), wanted);
  // A negated operator is true when the key is absent; any other is false, unless it says IfExists.
  return (context) => {
    const value = read(context);
    return value === undefined ? negated || ifExists : matches(value) !== negated;
  };
}

function isForEverybody(principal: unknown): boolean {
  return principal === "*" || values(record(principal).AWS).includes("*");
}

function compileStatement(value: unknown, index: number, apiArn: string): Statement | undefined {
  const statement = record(value);
  if (
    statement.NotPrincipal !== undefined ||
    statement.NotAction !== undefined ||
    statement.NotResource !== undefined
  )
    throw new UnsupportedPolicy("NotPrincipal, NotAction and NotResource");
  const actions = values(statement.Action);
  // Anonymous and Cognito callers are no IAM principal: a statement for named ones never matches them.
  if (
    !isForEverybody(statement.Principal) ||
    !actions.some((action) => glob(action).test("execute-api:Invoke"))
  )
    return undefined;
  const conditions: Condition[] = [];
  for (const [operator, keys] of Object.entries(record(statement.Condition)))
    for (const [key, wanted] of Object.entries(record(keys)))
      conditions.push(compileCondition(operator, key, values(wanted)));
  return {
    label: text(statement.Sid) ?? `statement ${index + 1}`,
    deny: statement.Effect === "Deny",
    // `execute-api:/stage/GET/path` is API Gateway's short form, expanded when the policy is saved.
    resources: (texts(statement.Resource).length > 0
      ? texts(statement.Resource)
      : values(statement.Resource)
    ).map((resource) =>
      glob(resource.startsWith("execute-api:/") ? `${apiArn}/${resource.slice(13)}` : resource),
    ),
    conditions,
  };
}

/**
 * The resource policy for callers that IAM knows nothing of: an explicit allow is needed, an explicit deny wins
 * (apigateway/latest/developerguide/apigateway-authorization-flow.html).
 * @throws UnsupportedPolicy when the policy uses what is not executed.
 */
export function resourcePolicyGate(
  policy: Readonly<Record<string, unknown>>,
  apiArn: string,
  stageName: string,
): Gate {
  const stageArn = `${apiArn}/${stageName}`;
  const declared = Array.isArray(policy.Statement)
    ? list(policy.Statement)
    : policy.Statement === undefined
      ? []
      : [policy.Statement];
  const statements = declared
    .map((statement, index) => compileStatement(statement, index, apiArn))
    .filter((statement) => statement !== undefined);
  return (context) => {
    const { arrival } = context;
    const resource = `${stageArn}/${arrival.method}${arrival.path}`;
    let allow: Statement | undefined;
    for (const statement of statements) {
      if (!statement.resources.some((pattern) => pattern.test(resource))) continue;
      if (!statement.conditions.every((holds) => holds(context))) continue;
      if (!statement.deny) allow ??= statement;
      else return refuse(context, resource, statement.label);
    }
    if (allow === undefined) return refuse(context, resource, undefined);
    context.note("resource-policy", "allow", allow.label);
    return undefined;
  };
}

function refuse(context: RequestContext, resource: string, denied: string | undefined): ReturnType<Gate> {
  context.note("resource-policy", "deny", denied ?? "no statement allows it");
  // AWS shows the last four digits of the account only.
  const masked = resource.replace(/:\d{8}(\d{4}):/, ":********$1:");
  const suffix = denied === undefined ? "" : " with an explicit deny";
  return context.arrival.stage.responses.answer(context, "ACCESS_DENIED", {
    message: `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${masked}${suffix}`,
  });
}
