import { record, text } from "../declarations";
import { glob } from "../gates/glob";
import type { WebIdentity } from "../iam/webIdentity";
import { operatorTest } from "./conditionOperators";
import type { KeyValue, ReadKey } from "./variables";
import { UnsupportedPolicy, compilePattern, compileText, hasVariables } from "./variables";

export { UnsupportedPolicy } from "./variables";

/** Who asks: undefined is somebody whom IAM does not know. */
export interface Caller {
  /** ARN of the role or user. */
  readonly arn: string;
  /** ARN of the session; that of the user for a user. */
  readonly callerArn: string;
  readonly accountId: string;
  /** Of a session that somebody got with a token of an identity provider. */
  readonly webIdentity?: WebIdentity;
}

/** What a policy is asked. */
export interface Question {
  readonly action: string;
  readonly resource: string;
  readonly caller?: Caller;
  /** Value of a condition key, named in lower case; undefined when the request does not have it. */
  readonly key: ReadKey;
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

export interface PolicyScope {
  /** Keys of conditions, in lower case, that {@link Question.key} knows. */
  readonly keys: ReadonlySet<string>;
  /** True for policies of resources, whose statements name principals. */
  readonly principals: boolean;
  /** Completes the resource patterns that a service shortens. */
  readonly expand?: (resource: string) => string;
  /** `Version` of the document; that of today has variables. */
  readonly version?: string | undefined;
}

type Test = (question: Question) => boolean;

const values = (value: unknown): string[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value.map(String) : [String(value)];

const SET_PREFIX = /^For(?:Any|All)Values?:/;

/** Wildcards of these operators leave alone what a variable stands for. */
const PATTERNS: ReadonlySet<string> = new Set(["StringLike", "ArnLike", "ArnEquals"]);

/** The test of one value, with the variables that the wanted values name. @throws UnsupportedPolicy */
function valueTest(
  operator: string,
  wanted: readonly string[],
  scope: PolicyScope,
): ((value: string, read: ReadKey) => boolean) | undefined {
  const test = operatorTest(operator, wanted);
  if (test === undefined || !wanted.some(hasVariables)) return test;
  if (PATTERNS.has(operator)) {
    const patterns = wanted.map((item) => compilePattern(item, scope));
    return (value, read) => patterns.some((matches) => matches(value, read));
  }
  const texts = wanted.map((item) => compileText(item, scope));
  return (value, read) => {
    const known = texts.flatMap((fill) => fill(read) ?? []);
    return operatorTest(operator, known)?.(value) === true;
  };
}

/** The values of a key that has one or many; undefined when the request does not have it. */
const listed = (value: KeyValue): readonly string[] | undefined =>
  value === undefined || typeof value !== "string" ? value : [value];

function compileCondition(
  operator: string,
  key: string,
  wanted: readonly string[],
  scope: PolicyScope,
): Test {
  const name = key.toLowerCase();
  if (!scope.keys.has(name)) throw new UnsupportedPolicy(`the condition key ${key}`);
  const all = operator.startsWith("ForAllValues:");
  let base = operator.replace(SET_PREFIX, "");
  if (base === "Null") return ({ key: read }) => wanted.includes(String(read(name) === undefined));
  const ifExists = base.endsWith("IfExists");
  if (ifExists) base = base.slice(0, -"IfExists".length);
  const negated = base.includes("Not");
  const test = valueTest(base.replace("Not", ""), wanted, scope);
  if (test === undefined) throw new UnsupportedPolicy(`the condition operator ${operator}`);
  // A negated operator is true when the key is absent; any other is false, unless it says IfExists.
  return ({ key: read }) => {
    const found = listed(read(name));
    if (found === undefined) return negated || ifExists || all;
    const holds = (value: string): boolean => test(value, read) !== negated;
    // A negated operator without a prefix holds when no value is a wanted one; ForAnyValue when one value is none.
    const every = all || (negated && !operator.startsWith("ForAnyValue:"));
    return every ? found.every(holds) : found.some(holds);
  };
}

/** Whether the text matches one of the patterns; `not` turns the answer round, as in NotAction. */
function matching(
  positive: unknown,
  negative: unknown,
  prepare: (pattern: string) => (value: string, read: ReadKey) => boolean,
): (value: string, read: ReadKey) => boolean {
  const not = positive === undefined;
  const patterns = values(not ? negative : positive).map(prepare);
  return (value, read) => patterns.some((matches) => matches(value, read)) !== not;
}

/** Actions do not tell upper from lower case. */
function actionPattern(pattern: string): (value: string) => boolean {
  const action = new RegExp(glob(pattern).source, "is");
  return (value) => action.test(value);
}

const ACCOUNT = /^(?:arn:[\w-]+:iam::)?(\d{12})(?::root)?$/;

function coverage(principal: unknown): (question: Question) => Coverage {
  // A service, such as `apigateway.amazonaws.com`, asks trust policies under its own name, an identity provider too.
  const { AWS, Service, Federated } = record(principal);
  const named = principal === "*" ? ["*"] : [AWS, Service, Federated].flatMap(values);
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
  const tests: Test[] = [];
  for (const [operator, keys] of Object.entries(record(statement.Condition)))
    for (const [key, wanted] of Object.entries(record(keys)))
      tests.push(compileCondition(operator, key, values(wanted), scope));
  const action = matching(statement.Action, statement.NotAction, actionPattern);
  const expand = scope.expand ?? ((resource: string) => resource);
  const resource = matching(statement.Resource, statement.NotResource, (pattern) =>
    compilePattern(expand(pattern), scope),
  );
  // A trust policy has no resource: it is the role itself.
  const anyResource = statement.Resource === undefined && statement.NotResource === undefined;
  return {
    label: text(statement.Sid) ?? `statement ${index + 1}`,
    deny: statement.Effect === "Deny",
    covers: scope.principals ? coverage(statement.Principal) : () => "caller",
    applies: (question) =>
      action(question.action, question.key) &&
      (anyResource || resource(question.resource, question.key)) &&
      tests.every((test) => test(question)),
  };
}
