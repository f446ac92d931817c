import type { ServiceAction, ServiceIntegration } from "../contract";
import type { DocumentOperation } from "../documentOperations";
import type { ProblemCollector } from "../problemCollector";

/** One thing that a template for an action has to do. */
interface Demand {
  readonly met: (template: string) => boolean;
  readonly what: string;
  readonly fix: string;
}

const fixedTarget = (member: string): Demand => ({
  met: (template) => template.includes("$target") || template.includes("${target}"),
  what: "does not name $target, so something else would choose what is called",
  fix: `write "${member}": "$target"`,
});

const plainText: Demand = {
  met: (template) => !template.includes("escapeJavaScript") || /replaceAll\(/.test(template),
  what: "escapes ' as \\', which is not JSON",
  fix: 'write $util.escapeJavaScript(…).replaceAll("\\\\\'", "\'")',
};

const execution: readonly Demand[] = [fixedTarget("stateMachineArn"), plainText];

/** Pitfalls: AWS knowledge center, "API Gateway REST API SQS errors"; developer guide, mapping template reference. */
const DEMANDS: Readonly<Record<ServiceAction, readonly Demand[]>> = {
  "sqs:SendMessage": [
    {
      met: (template) => /(?:^|&)\s*Action=SendMessage(?:&|\s|$)/.test(template),
      what: "does not fix the action",
      fix: "begin it with Action=SendMessage",
    },
    {
      met: (template) => !/\$!?\{?input\b/.test(withoutEncoded(template)),
      what: "hands text of the request on as it is: an & in it would add parameters of the caller's own",
      fix: "write MessageBody=$util.urlEncode($input.body)",
    },
  ],
  "kinesis:PutRecord": [fixedTarget("StreamName"), plainText],
  "kinesis:PutRecords": [fixedTarget("StreamName"), plainText],
  "states:StartExecution": execution,
  "states:StartSyncExecution": execution,
};

/** What a template writes as it is: neither its comments and directives, nor the arguments of `$util.urlEncode(…)`. */
function withoutEncoded(template: string): string {
  const [first = "", ...calls] = template
    .replace(/##.*$/gm, "")
    .replace(/^\s*#(set|if|elseif|foreach)\b.*$/gm, "")
    .split("$util.urlEncode(");
  return first + calls.map(afterArguments).join("");
}

/** The rest of a text behind the parenthesis that closes one opened before it. */
function afterArguments(text: string): string {
  let open = 1;
  const end = [...text].findIndex((character) => {
    open += character === "(" ? 1 : character === ")" ? -1 : 0;
    return open === 0;
  });
  return end < 0 ? "" : [...text].slice(end + 1).join("");
}

/** The request template calls what the contract says it calls, whatever the caller writes. */
export function checkServiceTemplate(
  item: DocumentOperation,
  { action, request }: ServiceIntegration,
  at: readonly string[],
  problems: ProblemCollector,
): void {
  for (const { met, what, fix } of DEMANDS[action]) {
    if (met(request)) continue;
    const subject = `the request template of ${item.method} ${item.path}`;
    problems.add("GH1219", [...at, "request"], `${subject} ${what}`, fix);
  }
}
