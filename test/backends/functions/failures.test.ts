import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { arnOf, graphOf, lambda } from "../graphs";
import { failure, payload, rehearseFunctions } from "./fixture";

describe("functions: failures", () => {
  const rehearsal = rehearseFunctions();
  const cases: [string, string, string, RegExp][] = [
    ["a rejection", "exports.handler = async () => { throw new TypeError('bad') }", "TypeError", /^bad$/],
    ["a throw", "exports.handler = () => { throw new RangeError('bad') }", "RangeError", /^bad$/],
    ["a callback's error", "exports.handler = (e, c, cb) => cb(new Error('bad'))", "Error", /^bad$/],
    ["a thrown text", "exports.handler = async () => { throw 'bad' }", "string", /^bad$/],
    [
      "an unhandled rejection",
      "exports.handler = () => { Promise.reject(new Error('bad')); return new Promise(r => setTimeout(r, 500)) }",
      "Runtime.UnhandledPromiseRejection",
      /^Error: bad$/,
    ],
    [
      "an error in a timer",
      "exports.handler = () => new Promise(() => setTimeout(() => { throw new Error('bad') }))",
      "Error",
      /^bad$/,
    ],
    ["process.exit", "exports.handler = async () => process.exit(3)", "Runtime.ExitError", /exit status 3/],
    [
      "killing its own process",
      "exports.handler = async () => process.kill(process.pid)",
      "Runtime.ExitError",
      /exit status 137/,
    ],
    ["a result without JSON", "exports.handler = async () => 1n", "Runtime.MarshalError", /stringify/],
    [
      "a result of more than 6 MB",
      "exports.handler = async () => 'x'.repeat(6291557)",
      "Function.ResponseSizeTooLarge",
      /6291556 bytes/,
    ],
    [
      "a missing handler",
      "exports.other = 1",
      "Runtime.HandlerNotFound",
      /^index\.handler is undefined or not exported$/,
    ],
    ["a handler that is no function", "exports.handler = 1", "Runtime.HandlerNotFound", /is not a function/],
    ["broken syntax", "exports.handler = asy nc", "Runtime.UserCodeSyntaxError", /^SyntaxError: /],
    [
      "a missing module",
      "require('nope')",
      "Runtime.ImportModuleError",
      /^Error: Cannot find module 'nope'\nRequire stack:\n- \/var\/task\/index\.js/,
    ],
    ["an error while loading", "throw new URIError('bad')", "URIError", /^bad$/],
  ];
  for (const [what, source, errorType, errorMessage] of cases)
    it(`of ${what} are ${errorType}`, async () => {
      const result = failure(await rehearsal.run(source));
      assert.equal(result.kind, "function-error");
      assert.equal(result.errorType, errorType);
      assert.match(result.errorMessage ?? "", errorMessage);
      assert(!JSON.stringify(result).includes(tmpdir() + "/gatehouse"));
    });

  it("of a missing file are Runtime.ImportModuleError", async () => {
    const result = failure(await rehearsal.run("", { handler: "other.handler" }));
    assert.equal(result.errorType, "Runtime.ImportModuleError");
    assert.equal(result.errorMessage, "Error: Cannot find module 'other'");
  });

  it("of memory end the environment only", async () => {
    const source =
      "exports.handler = async (e) => { if (!e.grow) return 1; const a = []; for (;;) a.push(new Array(1e4).fill(e)) }";
    // Filling the memory takes as long as it takes.
    rehearsal.one(source, { timeout: 900 });
    assert.equal(
      failure(await rehearsal.functions.invoke("fn", { grow: true })).errorType,
      "Runtime.OutOfMemory",
    );
    assert.equal(payload(await rehearsal.functions.invoke("fn", {})), 1);
  });

  it("do not end a function: the next event gets a new environment", async () => {
    rehearsal.one(
      "let count = 0; exports.handler = async (e) => { if (e.exit) process.exit(1); return ++count }",
    );
    assert.equal(payload(await rehearsal.functions.invoke("fn", {})), 1);
    await rehearsal.functions.invoke("fn", { exit: true });
    assert.equal(payload(await rehearsal.functions.invoke("fn", {})), 1);
  });

  it("to find a function or qualifier are not-found", async () => {
    rehearsal.open(graphOf(lambda("fn", "exports.handler = async () => 1")));
    for (const target of [
      "other",
      arnOf("other"),
      "fn:live",
      `${arnOf("fn")}:7`,
      arnOf("fn").replace("eu-", "us-"),
      "arn:aws:sqs:x",
      "",
    ])
      assert.equal(failure(await rehearsal.functions.invoke(target, {})).kind, "not-found", target);
  });
});
