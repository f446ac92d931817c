import assert from "node:assert/strict";
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  GetExecutionHistoryCommand,
  SFNClient,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import type { FunctionResult } from "../../../local/backends/functions";
import { type Queues, createQueues } from "../../../local/backends/queues";
import { type Workflows, createWorkflows } from "../../../local/backends/workflows";
import { arnOf, graphOf, resource } from "../graphs";
import { ManualScheduler, clientOptions, countedIds, settled } from "../manualScheduler";

const machineArn = "arn:aws:states:eu-central-1:123456789012:stateMachine:flow";
const queueArn = "arn:aws:sqs:eu-central-1:123456789012:orders";
const machine = (definition: object, inputs: Record<string, unknown> = {}) =>
  resource(
    "aws:sfn/stateMachine:StateMachine",
    "flow",
    { name: "flow", definition: JSON.stringify(definition), roleArn: "arn:aws:iam::1:role/r", ...inputs },
    { arn: machineArn },
  );
const one = (state: object) => ({ StartAt: "S", States: { S: { End: true, ...state } } });
const invokeState = (name: string) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Parameters: { FunctionName: arnOf(name), "Payload.$": "$" },
  OutputPath: "$.Payload",
});

type Lambda = (event: Record<string, unknown>) => unknown;

describe("workflows", () => {
  let scheduler: ManualScheduler;
  let workflows: Workflows;
  let queues: Queues;
  let client: SFNClient;
  let lambdas: Record<string, Lambda>;
  let lines: string[];

  beforeEach(() => {
    scheduler = new ManualScheduler();
    lambdas = {};
    lines = [];
  });
  async function open(definition: object, inputs: Record<string, unknown> = {}): Promise<void> {
    const newId = countedIds();
    const graph = graphOf(
      machine(definition, inputs),
      resource("aws:sqs/queue:Queue", "orders", { name: "orders" }, { arn: queueArn }),
    );
    queues = await createQueues(graph, { scheduler, newId });
    workflows = await createWorkflows(graph, {
      scheduler,
      newId,
      endpointOf: (service) => (service === "sqs" ? queues.endpoint : undefined),
      log: (_, line) => lines.push(line),
      invoke: async (target, event): Promise<FunctionResult> => {
        try {
          const payload = await lambdas[target.split(":").pop() ?? ""]?.(event as Record<string, unknown>);
          return { ok: true, payload, requestId: "r" };
        } catch (error) {
          const { name, message } = error as Error;
          return { ok: false, kind: "function-error", errorType: name, errorMessage: message };
        }
      },
    });
    client = new SFNClient({ ...clientOptions(workflows.endpoint), disableHostPrefix: true });
  }
  afterEach(async () => {
    client.destroy();
    await workflows.close();
    await queues.close();
  });

  const start = async (input: unknown = {}, name?: string) =>
    (
      await client.send(
        new StartExecutionCommand({ stateMachineArn: machineArn, input: JSON.stringify(input), name }),
      )
    ).executionArn;
  const describeIt = (executionArn: string | undefined) =>
    client.send(new DescribeExecutionCommand({ executionArn }));
  /** Runs to the end, moving time as needed. */
  const run = async (definition: object, input: unknown = {}) => {
    await open(definition);
    const arn = await start(input);
    for (let step = 0; step < 60; step++) {
      await scheduler.advance(1_000);
      const { status, output, error, cause } = await describeIt(arn);
      if (status !== "RUNNING")
        return {
          status,
          output: output === undefined ? undefined : (JSON.parse(output) as unknown),
          error,
          cause,
        };
    }
    assert.fail("the execution does not end");
  };
  const outputOf = async (state: object, input: unknown = {}) => {
    const { status, output, error, cause } = await run(one(state), input);
    assert.equal(status, "SUCCEEDED", `${error}: ${cause}`);
    return output;
  };

  describe("move data", () => {
    it("through all five fields, in their order", async () => {
      const output = await outputOf(
        {
          Type: "Pass",
          InputPath: "$.order",
          Parameters: { fixed: 1, "id.$": "$.id", "name.$": "$$.Execution.Name", "first.$": "$.items[0]" },
          ResultPath: "$.result",
          OutputPath: "$.result",
        },
        { order: { id: "o-1", items: ["a", "b"] } },
      );
      assert.deepEqual(output, {
        fixed: 1,
        id: "o-1",
        name: "00000000-0000-4000-8000-000000000002",
        first: "a",
      });
    });

    const intrinsics: [string, unknown][] = [
      ["States.Format('{}-{}', $.name, 3)", "Ada-3"],
      ["States.Format('it\\'s \\{\\} {}', $.name)", "it's {} Ada"],
      ["States.StringToJson('{\"a\":[1]}')", { a: [1] }],
      ["States.JsonToString($.list)", "[3,1,3]"],
      ["States.Array(1, 'x', $.name, States.ArrayLength($.list))", [1, "x", "Ada", 3]],
      ["States.ArrayPartition($.list, 2)", [[3, 1], [3]]],
      ["States.ArrayContains($.list, 1)", true],
      ["States.ArrayRange(1, 9, 2)", [1, 3, 5, 7, 9]],
      ["States.ArrayGetItem($.list, 1)", 1],
      ["States.ArrayUnique($.list)", [3, 1]],
      ["States.Base64Decode(States.Base64Encode('ü, )'))", "ü, )"],
      ["States.Hash('abc', 'SHA-1')", "a9993e364706816aba3e25717850c26c9cd0d89d"],
      ["States.JsonMerge($.a, $.b, false)", { x: 1, y: 3, z: 4 }],
      ["States.MathAdd(40, 2)", 42],
      ["States.StringSplit('a,b;c', ',;')", ["a", "b", "c"]],
      ["$.list[*]", [3, 1, 3]],
      ["$.items[?(@.kind == 'b')].id", [2, 3]],
      ["$..id", [1, 2, 3]],
      ["$.list[-1]", 3],
      ["$['name']", "Ada"],
      ["$.list[0:2]", [3, 1]],
    ];
    for (const [expression, expected] of intrinsics)
      it(`with ${expression}`, async () => {
        const input = {
          name: "Ada",
          list: [3, 1, 3],
          a: { x: 1, y: 2 },
          b: { y: 3, z: 4 },
          items: [
            { kind: "a", id: 1 },
            { kind: "b", id: 2 },
            { kind: "b", id: 3 },
          ],
        };
        assert.deepEqual(await outputOf({ Type: "Pass", Parameters: { "v.$": expression } }, input), {
          v: expected,
        });
      });

    it("and fail where a path leads to nothing", async () => {
      const { error, cause } = await run(
        one({ ...invokeState("f"), Parameters: { FunctionName: "f", "Payload.$": "$.missing" } }),
      );
      assert.equal(error, "States.ParameterPathFailure");
      assert.match(cause ?? "", /\$\.missing/);
    });
  });

  describe("choose", () => {
    const choose = async (rule: object, input: unknown) => {
      const end = (Result: string) => ({ Type: "Pass", Result, End: true });
      const Choices = [{ ...rule, Next: "Yes" }];
      const { output, error } = await run(
        {
          StartAt: "C",
          States: { C: { Type: "Choice", Choices, Default: "No" }, Yes: end("yes"), No: end("no") },
        },
        input,
      );
      return output ?? error;
    };
    const cases: [object, unknown, string][] = [
      [{ Variable: "$.a", StringEquals: "x" }, { a: "x" }, "yes"],
      [{ Variable: "$.a", StringEquals: "1" }, { a: 1 }, "no"],
      [{ Variable: "$.a", NumericGreaterThanEquals: 2 }, { a: 2 }, "yes"],
      [{ Variable: "$.a", NumericLessThanPath: "$.b" }, { a: 2, b: 3 }, "yes"],
      [{ Variable: "$.a", BooleanEquals: true }, { a: false }, "no"],
      [
        { Variable: "$.a", TimestampLessThan: "2026-01-01T00:00:00Z" },
        { a: "2025-12-31T23:59:59+00:00" },
        "yes",
      ],
      [{ Variable: "$.a", StringMatches: "log-*.txt" }, { a: "log-1.txt" }, "yes"],
      [{ Variable: "$.a", StringMatches: "a\\*b" }, { a: "axb" }, "no"],
      [{ Variable: "$.a", IsPresent: false }, {}, "yes"],
      [{ Variable: "$.a", IsNull: true }, { a: null }, "yes"],
      [{ Variable: "$.a", IsNumeric: false }, { a: "1" }, "yes"],
      [{ Variable: "$.a", IsTimestamp: true }, { a: "yesterday" }, "no"],
      [{ Not: { Variable: "$.a", StringEquals: "x" } }, { a: "y" }, "yes"],
      [
        {
          And: [
            { Variable: "$.a", IsPresent: true },
            { Variable: "$.a", NumericEquals: 1 },
          ],
        },
        {},
        "no",
      ],
      [
        {
          Or: [
            { Variable: "$.b", IsPresent: true },
            { Variable: "$.a", NumericEquals: 1 },
          ],
        },
        { a: 1 },
        "yes",
      ],
      [{ Variable: "$.a", StringEquals: "x" }, {}, "States.Runtime"],
    ];
    for (const [rule, input, expected] of cases)
      it(`${expected} for ${JSON.stringify(rule)} of ${JSON.stringify(input)}`, async () =>
        assert.equal(await choose(rule, input), expected));

    it("or fail when nothing matches", async () => {
      const Choices = [{ Variable: "$.a", NumericEquals: 2, Next: "C" }];
      const { error } = await run({ StartAt: "C", States: { C: { Type: "Choice", Choices } } }, { a: 1 });
      assert.equal(error, "States.NoChoiceMatched");
    });
  });

  describe("call", () => {
    it("a function, in both ways", async () => {
      lambdas.double = ({ n }) => ({ n: Number(n) * 2 });
      const definition = {
        StartAt: "A",
        States: {
          A: { ...invokeState("double"), Next: "B" },
          B: { Type: "Task", Resource: arnOf("double"), End: true },
        },
      };
      assert.deepEqual((await run(definition, { n: 1 })).output, { n: 4 });
    });

    it("a queue", async () => {
      await outputOf(
        {
          Type: "Task",
          Resource: "arn:aws:states:::sqs:sendMessage",
          Parameters: {
            QueueUrl: "https://sqs.eu-central-1.amazonaws.com/1/orders",
            MessageBody: { "id.$": "$.id" },
          },
        },
        { id: 7 },
      );
      assert.equal(queues.byArn(queueArn)?.peek()[0]?.body, '{"id":7}');
    });

    it("a service whose error is caught by name", async () => {
      const task = {
        Type: "Task",
        Resource: "arn:aws:states:::aws-sdk:sqs:sendMessage",
        Parameters: { QueueUrl: "none", MessageBody: "x" },
        Catch: [{ ErrorEquals: ["Sqs.QueueDoesNotExistException"], ResultPath: "$.error", Next: "Caught" }],
        End: true,
      };
      const { output } = await run(
        { StartAt: "T", States: { T: task, Caught: { Type: "Succeed" } } },
        { kept: 1 },
      );
      assert.deepEqual(output, {
        kept: 1,
        error: { Error: "Sqs.QueueDoesNotExistException", Cause: "The specified queue does not exist." },
      });
    });

    it("and wait for a token", async () => {
      let token = "";
      lambdas.ask = (event) => void (token = String(event.token));
      await open(
        one({
          Type: "Task",
          Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
          Parameters: { FunctionName: arnOf("ask"), Payload: { "token.$": "$$.Task.Token" } },
        }),
      );
      const arn = await start();
      await settled();
      assert.equal((await describeIt(arn)).status, "RUNNING");
      await client.send(new SendTaskSuccessCommand({ taskToken: token, output: '{"approved":true}' }));
      await settled();
      assert.equal((await describeIt(arn)).output, '{"approved":true}');
    });
  });

  describe("bear failures", () => {
    const failing = (times: number, name = "Flaky") => {
      let calls = 0;
      lambdas.flaky = () => {
        if (calls++ < times) throw Object.assign(new Error("no"), { name });
        return { calls };
      };
      return () => calls;
    };
    const Retry = [{ ErrorEquals: ["Flaky"], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 2 }];

    it("by retries with a growing interval", async () => {
      const calls = failing(2);
      await open(one({ ...invokeState("flaky"), Retry }));
      const arn = await start();
      await settled();
      assert.equal(calls(), 1);
      await scheduler.advance(2_000);
      assert.equal(calls(), 2);
      await scheduler.advance(5_999);
      assert.equal(calls(), 2);
      await scheduler.advance(1);
      assert.equal((await describeIt(arn)).output, '{"calls":3}');
    });

    it("until the attempts are used up", async () => {
      const calls = failing(9);
      const { status, error, cause } = await run(one({ ...invokeState("flaky"), Retry }));
      assert.deepEqual([status, error, calls()], ["FAILED", "Flaky", 3]);
      assert.deepEqual(JSON.parse(cause ?? ""), { errorType: "Flaky", errorMessage: "no" });
    });

    it("by compensation of what was done", async () => {
      const done: string[] = [];
      lambdas.reserve = () => void done.push("reserve");
      lambdas.release = () => void done.push("release");
      lambdas.pay = () => {
        throw Object.assign(new Error("declined"), { name: "PaymentDeclined" });
      };
      const Catch = [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Release" }];
      const { status, error } = await run({
        StartAt: "Reserve",
        States: {
          Reserve: { ...invokeState("reserve"), ResultPath: null, OutputPath: "$", Next: "Pay" },
          Pay: { ...invokeState("pay"), Catch, End: true },
          Release: { ...invokeState("release"), ResultPath: null, OutputPath: "$", Next: "Failed" },
          Failed: { Type: "Fail", ErrorPath: "$.error.Error", Cause: "compensated" },
        },
      });
      assert.deepEqual([status, error, done], ["FAILED", "PaymentDeclined", ["reserve", "release"]]);
    });

    it("by a timeout of the task", async () => {
      lambdas.slow = () => new Promise(() => undefined);
      const Catch = [{ ErrorEquals: ["States.Timeout"], Next: "Late" }];
      const definition = {
        StartAt: "T",
        States: {
          T: { ...invokeState("slow"), TimeoutSeconds: 5, Catch, End: true },
          Late: { Type: "Pass", Result: "late", End: true },
        },
      };
      assert.equal((await run(definition)).output, "late");
    });

    it("never by catching States.Runtime with States.ALL", async () => {
      const Catch = [{ ErrorEquals: ["States.ALL"], Next: "C" }];
      const { error } = await run({
        StartAt: "T",
        States: { T: { ...invokeState("x"), InputPath: "$.none", Catch, End: true }, C: { Type: "Succeed" } },
      });
      assert.equal(error, "States.Runtime");
    });
  });

  describe("branch", () => {
    it("in parallel, in the order of the branches", async () => {
      const wait = (Seconds: number) => ({
        StartAt: "W",
        States: { W: { Type: "Wait", Seconds, Next: "P" }, P: { Type: "Pass", Result: Seconds, End: true } },
      });
      assert.deepEqual(await outputOf({ Type: "Parallel", Branches: [wait(3), wait(1)] }), [3, 1]);
    });

    it("over items, with their index, few at a time", async () => {
      let [running, most] = [0, 0];
      lambdas.item = async (event) => {
        most = Math.max(most, ++running);
        await settled();
        running--;
        return event;
      };
      const output = await outputOf(
        {
          Type: "Map",
          ItemsPath: "$.items",
          MaxConcurrency: 2,
          ItemSelector: { "at.$": "$$.Map.Item.Index", "value.$": "$$.Map.Item.Value", "all.$": "$.id" },
          ItemProcessor: one(invokeState("item")),
        },
        { id: "x", items: ["a", "b", "c"] },
      );
      assert.deepEqual(
        output,
        ["a", "b", "c"].map((value, at) => ({ at, value, all: "x" })),
      );
      assert.equal(most, 2);
    });

    it("and fail as a whole when one branch does", async () => {
      const failing = { StartAt: "F", States: { F: { Type: "Fail", Error: "Broken", Cause: "b" } } };
      const waiting = one({ Type: "Wait", Seconds: 1000 });
      const { error } = await run(one({ Type: "Parallel", Branches: [waiting, failing] }));
      assert.equal(error, "Broken");
    });
  });

  describe("are executed as by Step Functions", () => {
    it("once for a name and an input", async () => {
      await open(one({ Type: "Wait", Seconds: 10 }));
      const first = await start({ a: 1 }, "order-1");
      assert.equal(await start({ a: 1 }, "order-1"), first);
      await assert.rejects(start({ a: 2 }, "order-1"), ExecutionAlreadyExists);
      await scheduler.advance(10_000);
      await assert.rejects(start({ a: 1 }, "order-1"), ExecutionAlreadyExists);
    });

    it("synchronously with status and error in a 200", async () => {
      await open(one({ Type: "Fail", Error: "NoQuote", Cause: "nothing fits" }), { type: "EXPRESS" });
      const answer = await client.send(
        new StartSyncExecutionCommand({ stateMachineArn: machineArn, input: "{}" }),
      );
      assert.equal(answer.$metadata.httpStatusCode, 200);
      assert.deepEqual([answer.status, answer.error, answer.cause], ["FAILED", "NoQuote", "nothing fits"]);
      assert.match(answer.executionArn ?? "", /:express:flow:/);
    });

    it("for five minutes at most when they are express", async () => {
      await open(one({ Type: "Wait", Seconds: 301 }), { type: "EXPRESS" });
      const started = scheduler.nextTimer();
      const answer = client.send(new StartSyncExecutionCommand({ stateMachineArn: machineArn }));
      await started;
      await scheduler.advance(300_000);
      assert.equal((await answer).status, "TIMED_OUT");
    });

    it("until they are stopped", async () => {
      await open(one({ Type: "Wait", Seconds: 1000 }));
      const executionArn = await start();
      await client.send(new StopExecutionCommand({ executionArn, error: "Mine", cause: "enough" }));
      const { status, error } = await describeIt(executionArn);
      assert.deepEqual([status, error], ["ABORTED", "Mine"]);
    });

    it("with a history, and a log without data", async () => {
      await open(one({ Type: "Pass", Result: "secret" }), {
        loggingConfiguration: { level: "ALL", includeExecutionData: false, logDestination: "group" },
      });
      const executionArn = await start();
      await settled();
      const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
      const types = ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"];
      assert.deepEqual(
        events?.map(({ type }) => type),
        types,
      );
      assert.equal(lines.length, 4);
      assert(!lines.join().includes("secret"));
    });

    const refused: [string, Record<string, string>, string][] = [
      ["another machine", { stateMachineArn: `${machineArn}2` }, "StateMachineDoesNotExist"],
      ["no ARN", { stateMachineArn: "flow" }, "InvalidArn"],
      ["input that is not JSON", { input: "{" }, "InvalidExecutionInput"],
      ["a name with a slash", { name: "a/b" }, "InvalidName"],
    ];
    for (const [what, more, name] of refused)
      it(`never for ${what}`, async () => {
        await open(one({ Type: "Succeed" }));
        await assert.rejects(
          client.send(new StartExecutionCommand({ stateMachineArn: machineArn, ...more })),
          {
            name,
          },
        );
      });

    it("never in JSONata, which is said at start-up and in the execution", async () => {
      const { status, cause } = await run({ QueryLanguage: "JSONata", ...one({ Type: "Succeed" }) });
      assert.equal(status, "FAILED");
      assert.match(cause ?? "", /JSONata/);
      assert.match(workflows.notices[0] ?? "", /JSONata/);
    });
  });
});
