import { record, text } from "../declarations";
import { glob } from "../gates/glob";
import { operatorTest } from "./conditionOperators";

/** Who asks: undefined is somebody whom IAM does not know. */
export interface Caller {
  /** ARN of the role or user. */
  readonly arn: string;
  /** ARN of the session; that of the user for a user. */
  readonly callerArn: string;
  readonly accountId: string;
}

/** What a policy is asked. */
export interface Question {
  readonly action: string;
  readonly resource: string;
  readonly caller?: Caller;
  /** Value of a condition key, named in lower case; undefined when the request does not have it. */
  readonly key: (name: string) => string | undefined;
}

/**
 * How a statement's principal covers the caller. `account` delegates to the account: in the same account the identity's
 * own policy must allow, too (IAM user guide, "AWS JSON policy elements: Principal").
 */
export type Coverage = "everybody" | "caller" | "account" | undefined;

/** One statement, compiled. */
export interface Statement {
  readonly label: string;
  readonly deny: boolean;
  covers(question: Question): Coverage;
  applies(question: Question): boolean;
}

/** Thrown while compiling: the policy uses something that is not executed. */
export class UnsupportedPolicy extends Error {}

export interface PolicyScope {
  /** Keys of conditions, in lower case, that {@link Question.key} knows. */
  readonly keys: ReadonlySet<string>;
  /** True for policies of resources, whose statements name principals. */
  readonly principals: boolean;
  /** Completes the resource patterns that a service shortens. */
  readonly expand?: (resource: string) => string;
}

type Test = (question: Question) => boolean;

const values = (value: unknown): string[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value.map(String) : [String(value)];

const SET_PREFIX = /^For(?:Any|All)Values?:/;

function compileCondition(
  operator: string,
  key: string,
  wanted: readonly string[],
  scope: PolicyScope,
): Test {
  const name = key.toLowerCase();
  if (!scope.keys.has(name)) throw new UnsupportedPolicy(`the condition key ${key}`);
  if (wanted.some((item) => item.includes("${"))) throw new UnsupportedPolicy("policy variables");
  const all = operator.startsWith("ForAllValues:");
  let base = operator.replace(SET_PREFIX, "");
  if (base === "Null") return ({ key: read }) => wanted.includes(String(read(name) === undefined));
  const ifExists = base.endsWith("IfExists");
  if (ifExists) base = base.slice(0, -"IfExists".length);
  const negated = base.includes("Not");
  const test = operatorTest(base.replace("Not", ""), wanted);
  if (test === undefined) throw new UnsupportedPolicy(`the condition operator ${operator}`);
  // A negated operator is true when the key is absent; any other is false, unless it says IfExists.
  return ({ key: read }) => {
    const value = read(name);
    return value === undefined ? negated || ifExists || all : test(value) !== negated;
  };
}

/** Whether the text matches one of the patterns; `not` turns the answer round, as in NotAction. */
function matching(
  positive: unknown,
  negative: unknown,
  prepare: (pattern: string) => RegExp,
): (value: string) => boolean {
  const not = positive === undefined;
  const patterns = values(not ? negative : positive).map(prepare);
  return (value) => patterns.some((pattern) => pattern.test(value)) !== not;
}

/** Actions do not tell upper from lower case. */
const actionPattern = (pattern: string): RegExp => new RegExp(glob(pattern).source, "is");

const ACCOUNT = /^(?:arn:[\w-]+:iam::)?(\d{12})(?::root)?$/;

function coverage(principal: unknown): (question: Question) => Coverage {
  // A service, such as `apigateway.amazonaws.com`, asks trust policies under its own name.
  const named =
    principal === "*" ? ["*"] : [...values(record(principal).AWS), ...values(record(principal).Service)];
  if (named.includes("*")) return () => "everybody";
  const accounts = named.flatMap((name) => ACCOUNT.exec(name)?.[1] ?? []);
  return ({ caller }) => {
    if (caller === undefined) return undefined;
    if (named.includes(caller.arn) || named.includes(caller.callerArn)) return "caller";
    return accounts.includes(caller.accountId) ? "account" : undefined;
  };
}

/** @throws UnsupportedPolicy */
export function compileStatement(value: unknown, index: number, scope: PolicyScope): Statement {
  const statement = record(value);
  if (statement.NotPrincipal !== undefined) throw new UnsupportedPolicy("NotPrincipal");
  const resources = [...values(statement.Resource), ...values(statement.NotResource)];
  if (resources.some((resource) => resource.includes("${"))) throw new UnsupportedPolicy("policy variables");
  const tests: Test[] = [];
  for (const [operator, keys] of Object.entries(record(statement.Condition)))
    for (const [key, wanted] of Object.entries(record(keys)))
      tests.push(compileCondition(operator, key, values(wanted), scope));
  const action = matching(statement.Action, statement.NotAction, actionPattern);
  const expand = scope.expand ?? ((resource: string) => resource);
  const resource = matching(statement.Resource, statement.NotResource, (pattern) => glob(expand(pattern)));
  // A trust policy has no resource: it is the role itself.
  const anyResource = statement.Resource === undefined && statement.NotResource === undefined;
  return {
    label: text(statement.Sid) ?? `statement ${index + 1}`,
    deny: statement.Effect === "Deny",
    covers: scope.principals ? coverage(statement.Principal) : () => "caller",
    applies: (question) =>
      action(question.action) &&
      (anyResource || resource(question.resource)) &&
      tests.every((test) => test(question)),
  };
}
