import assert from "node:assert/strict";
import { ContractError } from "../../infra/contract";
import { MAPPED, TEMPLATES, read } from "./mappedContract";

const problemsOf = (change: (text: string) => string, templates = TEMPLATES): string[] => {
  try {
    read(change(MAPPED), templates);
    return [];
  } catch (error) {
    if (error instanceof ContractError)
      return error.problems.map(({ code, line, what }) => `${code}:${line > 1 ? "" : "no line"} ${what}`);
    throw error;
  }
};

describe("a mapping that API Gateway would read differently", () => {
  const cases: readonly (readonly [string, (text: string) => string, RegExp])[] = [
    [
      "no default answer",
      (text) => text.replace("            default: { status: 502, template: problem.vtl }\n", ""),
      /would answer 200 to what no pattern names/,
    ],
    [
      "a default that succeeds",
      (text) => text.replace("default: { status: 502", "default: { status: 202"),
      /would answer 202 to what no pattern names/,
    ],
    [
      "a status that is not declared",
      (text) => text.replace("status: 202", "status: 201"),
      /answers 201, which its responses do not declare/,
    ],
    [
      "a pattern that is none",
      (text) => text.replace('"200": { status: 202', '"2(": { status: 202'),
      /2\( is no regular expression/,
    ],
    [
      "a missing path parameter",
      (text) => text.replace("path.item: method.request.path.sku, ", ""),
      /what stands for \{item\}/,
    ],
    [
      "an undeclared parameter",
      (text) => text.replace("method.request.path.sku", "method.request.path.sk"),
      /no parameter for method\.request\.path\.sk/,
    ],
    [
      "an unknown action",
      (text) => text.replace("sqs:SendMessage", "sqs:SendMesage"),
      /service\.action is not right/,
    ],
    [
      "an unknown key",
      (text) => text.replace("target: orders", "targt: orders"),
      /service\.(targt|target) is not right/,
    ],
    [
      "a cache for signed callers",
      (text) =>
        text.replace(
          "      operationId: ledger\n",
          "      operationId: ledger\n      x-gatehouse-cache: { ttlSeconds: 1, keyParameters: [] }\n",
        ),
      /tells its callers apart/,
    ],
  ];
  for (const [name, change, what] of cases) {
    it(`is refused: ${name}`, () => {
      assert.notEqual(change(MAPPED), MAPPED);
      const problems = problemsOf(change);
      assert.ok(
        problems.some((problem) => what.test(problem) && !problem.includes("no line")),
        problems.join("\n"),
      );
    });
  }

  const templates: readonly (readonly [string, string, string, RegExp])[] = [
    [
      "a body that is handed on",
      "order.vtl",
      "Action=SendMessage&MessageBody=$input.body",
      /hands text of the request on/,
    ],
    [
      "a body that is handed on beside something that is encoded",
      "order.vtl",
      "Action=SendMessage&MessageBody=$input.body&MessageAttribute.1.Name=$util.urlEncode($context.requestId)",
      /hands text of the request on/,
    ],
    [
      "a part of the body that is handed on, written in the long form",
      "order.vtl",
      "Action=SendMessage&MessageBody=$util.urlEncode($input.body)&DelaySeconds=$!{input.path('$.delay')}",
      /hands text of the request on/,
    ],
    [
      "an action that is not fixed",
      "order.vtl",
      "MessageBody=$util.urlEncode($input.body)",
      /does not fix the action/,
    ],
    ["a state machine that something else names", "quote.vtl", '{"input":"{}"}', /does not name \$target/],
    [
      "an escape that is not JSON",
      "quote.vtl",
      '{"stateMachineArn":"$target","input":"$util.escapeJavaScript($input.body)"}',
      /is not JSON/,
    ],
  ];
  for (const [name, file, template, what] of templates) {
    it(`is refused: ${name}`, () => {
      const problems = problemsOf((text) => text, { ...TEMPLATES, [file]: template });
      assert.ok(
        problems.some((problem) => problem.startsWith("GH1219") && what.test(problem)),
        problems.join("\n"),
      );
    });
  }

  it("may look at the request, and hand on what it found once that is encoded", () => {
    const template = [
      "Action=SendMessage",
      "## $input.body is the order, in JSON.",
      "#set($order = $input.path('$.order'))",
      "&MessageBody=$util.urlEncode($input.json('$.a(b)'))&X=$util.urlEncode($order)",
    ].join("\n");
    const problems = problemsOf((text) => text, { ...TEMPLATES, "order.vtl": template });
    assert.deepEqual(
      problems.filter((problem) => problem.startsWith("GH1219")),
      [],
    );
  });

  it("is refused with all its problems at once", () => {
    const all = problemsOf((text) => cases.reduce((changed, [, change]) => change(changed), text));
    assert.ok(all.length >= 3, all.join("\n"));
  });
});
