import assert from "node:assert/strict";
import { archiveOf, arnOf } from "../graphs";
import { payload, rehearseFunctions } from "./fixture";

describe("functions: handlers", () => {
  const rehearsal = rehearseFunctions();
  it("get the event and give their result through JSON", async () => {
    const source = "exports.handler = async (event) => ({ ...event, when: new Date(0), nothing: undefined })";
    assert.deepEqual(payload(await rehearsal.run(source, {}, { a: [1, "ü"] })), {
      a: [1, "ü"],
      when: "1970-01-01T00:00:00.000Z",
    });
  });

  const handlers: [string, string, unknown][] = [
    ["return nothing", "exports.handler = async () => {}", null],
    ["call back", "exports.handler = (e, c, callback) => setTimeout(() => callback(null, 1), 5)", 1],
    ["use context.succeed", "exports.handler = (e, context) => context.succeed('s')", "s"],
    ["never answer", "exports.handler = () => new Promise(() => {})", null],
    ["be exported deep", "exports.a = { handler: () => Promise.resolve('deep') }", "deep"],
  ];
  for (const [what, source, expected] of handlers)
    it(`may ${what}`, async () => {
      const handler = source.includes("exports.a") ? "index.a.handler" : "index.handler";
      assert.deepEqual(payload(await rehearsal.run(source, { handler })), expected);
    });

  it("wait after a callback for an empty event loop, unless they ask not to", async () => {
    const source = (wait: boolean) => `exports.handler = (event, context, callback) => {
      context.callbackWaitsForEmptyEventLoop = ${wait};
      setTimeout(() => { console.log("later"); }, 20);
      callback(null, "done");
    }`;
    await rehearsal.run(source(true));
    const [later, end] = ["later", "END"].map((text) =>
      rehearsal.lines.findIndex((line) => line.includes(text)),
    );
    assert(later !== undefined && end !== undefined && later >= 0 && later < end);
    await rehearsal.functions.close();
    rehearsal.lines = [];
    await rehearsal.run(source(false));
    assert(!rehearsal.lines.some((line) => line.includes("later")));
  });

  it("may be ECMAScript modules, with a top-level await, in folders", async () => {
    const code = archiveOf({
      "src/main.mjs": "const x = await Promise.resolve(7); export const run = async () => x;",
    });
    assert.equal(payload(await rehearsal.run("", { code, handler: "src/main.run" })), 7);
  });

  it("may use the AWS SDK, which Lambda's runtime brings along", async () => {
    const source = "exports.handler = async () => typeof require('@aws-sdk/client-dynamodb').DynamoDBClient";
    assert.equal(payload(await rehearsal.run(source)), "function");
  });

  it("are given Lambda's context", async () => {
    const source = `exports.handler = async (event, context) => ({
      ...context, remaining: context.getRemainingTimeInMillis(), trace: process.env._X_AMZN_TRACE_ID })`;
    const result = await rehearsal
      .one(source, { timeout: 5, memorySize: 256 })
      .invoke(`${arnOf("fn")}:$LATEST`, {});
    const context = payload(result) as Record<string, unknown>;
    assert.equal(context.functionName, "fn");
    assert.equal(context.functionVersion, "$LATEST");
    assert.equal(context.invokedFunctionArn, `${arnOf("fn")}:$LATEST`);
    assert.equal(context.memoryLimitInMB, "256");
    assert.equal(context.awsRequestId, result.requestId);
    assert.equal(context.logGroupName, "/aws/lambda/fn");
    assert(Number(context.remaining) > 4000 && Number(context.remaining) <= 5000);
    assert.match(String(context.trace), /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
  });
});
