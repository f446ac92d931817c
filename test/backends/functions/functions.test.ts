import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFunctions } from "../../../local/backends/functions";
import type { FunctionResult, Functions, FunctionsOptions } from "../../../local/backends/functions";
import type { Graph } from "../../../local/graph/graph";
import { ARCHIVE_SIGNATURE, ASSET_SIGNATURE, secret, SIGNATURE_KEY } from "../../../local/graph/wire";
import { archiveOf, arnOf, graphOf, lambda, resource } from "../graphs";
import { zipOf } from "./zipOf";

const NOW = Date.UTC(2026, 5, 1);

describe("functions", () => {
  let functions: Functions;
  let lines: string[];
  let onLine: (line: string) => void;

  beforeEach(() => {
    lines = [];
    onLine = () => {};
  });
  afterEach(() => functions.close());

  function open(graph: Graph, options: Partial<FunctionsOptions> = {}): Functions {
    functions = createFunctions(graph, {
      programDir: tmpdir(),
      environment: () => ({ AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:1" }),
      clock: { now: () => NOW },
      log: (_, line) => {
        lines.push(line);
        onLine(line);
      },
      ...options,
    });
    return functions;
  }

  const one = (
    source: string,
    inputs: Record<string, unknown> = {},
    options: Partial<FunctionsOptions> = {},
  ) => open(graphOf(lambda("fn", source, inputs)), options);
  const run = (source: string, inputs: Record<string, unknown> = {}, event: unknown = {}) =>
    one(source, inputs).invoke("fn", event);
  const payload = (result: FunctionResult): unknown => {
    assert(result.ok, JSON.stringify(result));
    return result.payload;
  };
  const failure = (result: FunctionResult) => {
    assert(!result.ok);
    return result;
  };
  /** Resolves when a line of the log holds the text. */
  const logged = (text: string) =>
    new Promise<void>((resolve) => (onLine = (line) => line.includes(text) && resolve()));

  describe("handlers", () => {
    it("get the event and give their result through JSON", async () => {
      const source =
        "exports.handler = async (event) => ({ ...event, when: new Date(0), nothing: undefined })";
      assert.deepEqual(payload(await run(source, {}, { a: [1, "ü"] })), {
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
        assert.deepEqual(payload(await run(source, { handler })), expected);
      });

    it("wait after a callback for an empty event loop, unless they ask not to", async () => {
      const source = (wait: boolean) => `exports.handler = (event, context, callback) => {
        context.callbackWaitsForEmptyEventLoop = ${wait};
        setTimeout(() => { console.log("later"); }, 20);
        callback(null, "done");
      }`;
      await run(source(true));
      const [later, end] = ["later", "END"].map((text) => lines.findIndex((line) => line.includes(text)));
      assert(later !== undefined && end !== undefined && later >= 0 && later < end);
      await functions.close();
      lines = [];
      await run(source(false));
      assert(!lines.some((line) => line.includes("later")));
    });

    it("may be ECMAScript modules, with a top-level await, in folders", async () => {
      const code = archiveOf({
        "src/main.mjs": "const x = await Promise.resolve(7); export const run = async () => x;",
      });
      assert.equal(payload(await run("", { code, handler: "src/main.run" })), 7);
    });

    it("may use the AWS SDK, which Lambda's runtime brings along", async () => {
      const source =
        "exports.handler = async () => typeof require('@aws-sdk/client-dynamodb').DynamoDBClient";
      assert.equal(payload(await run(source)), "function");
    });

    it("are given Lambda's context", async () => {
      const source = `exports.handler = async (event, context) => ({
        ...context, remaining: context.getRemainingTimeInMillis(), trace: process.env._X_AMZN_TRACE_ID })`;
      const result = await one(source, { timeout: 5, memorySize: 256 }).invoke(`${arnOf("fn")}:$LATEST`, {});
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

  describe("failures", () => {
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
      [
        "a handler that is no function",
        "exports.handler = 1",
        "Runtime.HandlerNotFound",
        /is not a function/,
      ],
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
        const result = failure(await run(source));
        assert.equal(result.kind, "function-error");
        assert.equal(result.errorType, errorType);
        assert.match(result.errorMessage ?? "", errorMessage);
        assert(!JSON.stringify(result).includes(tmpdir() + "/gatehouse"));
      });

    it("of a missing file are Runtime.ImportModuleError", async () => {
      const result = failure(await run("", { handler: "other.handler" }));
      assert.equal(result.errorType, "Runtime.ImportModuleError");
      assert.equal(result.errorMessage, "Error: Cannot find module 'other'");
    });

    it("of memory end the environment only", async () => {
      const source =
        "exports.handler = async (e) => { if (!e.grow) return 1; const a = []; for (;;) a.push(new Array(1e4).fill(e)) }";
      // Filling the memory takes as long as it takes.
      one(source, { timeout: 900 });
      assert.equal(failure(await functions.invoke("fn", { grow: true })).errorType, "Runtime.OutOfMemory");
      assert.equal(payload(await functions.invoke("fn", {})), 1);
    });

    it("do not end a function: the next event gets a new environment", async () => {
      one("let count = 0; exports.handler = async (e) => { if (e.exit) process.exit(1); return ++count }");
      assert.equal(payload(await functions.invoke("fn", {})), 1);
      await functions.invoke("fn", { exit: true });
      assert.equal(payload(await functions.invoke("fn", {})), 1);
    });

    it("to find a function or qualifier are not-found", async () => {
      open(graphOf(lambda("fn", "exports.handler = async () => 1")));
      for (const target of [
        "other",
        arnOf("other"),
        "fn:live",
        `${arnOf("fn")}:7`,
        arnOf("fn").replace("eu-", "us-"),
        "arn:aws:sqs:x",
        "",
      ])
        assert.equal(failure(await functions.invoke(target, {})).kind, "not-found", target);
    });
  });

  describe("timeouts", () => {
    /** Timers that a test fires: by their milliseconds. */
    function timers() {
      const set: { ms: number; run: () => void }[] = [];
      const timer = (ms: number, run: () => void) => {
        const entry = { ms, run };
        set.push(entry);
        return () => void set.splice(set.indexOf(entry), 1);
      };
      return { set, timer, fire: (ms: number) => set.find((entry) => entry.ms === ms)?.run() };
    }

    it("end the environment, even in an endless loop", async () => {
      const { timer, fire, set } = timers();
      one(
        "exports.handler = async (e) => { if (!e.loop) return 1; console.log('looping'); for (;;); }",
        { timeout: 4 },
        { timer },
      );
      const looping = logged("looping");
      const invoked = functions.invoke("fn", { loop: true });
      await looping;
      fire(4000);
      const result = failure(await invoked);
      assert.equal(result.kind, "timeout");
      assert.equal(
        result.errorMessage,
        `2026-06-01T00:00:00.000Z ${result.requestId} Task timed out after 4.00 seconds`,
      );
      assert(
        lines.some(
          (line) =>
            line.startsWith("REPORT") &&
            line.includes("Duration: 4000.00 ms") &&
            line.endsWith("Status: timeout"),
        ),
      );
      assert.equal(payload(await functions.invoke("fn", {})), 1);
      assert.deepEqual(set, []);
    });

    it("are 10 seconds for loading", async () => {
      const { timer, fire } = timers();
      one("console.log('loading'); for (;;);", {}, { timer });
      const loading = logged("loading");
      const invoked = functions.invoke("fn", {});
      await loading;
      fire(10_000);
      assert.match(failure(await invoked).errorMessage ?? "", /Phase: init\tStatus: timeout/);
    });
  });

  describe("the environment", () => {
    it("has the declared variables, Lambda's own and the rehearsal's, and nothing of the developer's", async () => {
      process.env.AWS_SECRET_ACCESS_KEY = "real";
      const source = "exports.handler = async () => process.env";
      const variables = { TABLE: "users", HIDDEN: secret("x"), AWS_LAMBDA_FUNCTION_NAME: "lie" };
      const env = payload(await run(source, { environment: { variables } })) as Record<string, string>;
      delete process.env.AWS_SECRET_ACCESS_KEY;
      assert.equal(env.TABLE, "users");
      assert.equal(env.HIDDEN, "x");
      assert.equal(env.AWS_LAMBDA_FUNCTION_NAME, "fn");
      assert.equal(env.AWS_REGION, "eu-central-1");
      assert.equal(env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE, "128");
      assert.equal(env.AWS_EXECUTION_ENV, "AWS_Lambda_nodejs22.x");
      assert.equal(env.POWERTOOLS_TRACE_ENABLED, "false");
      assert.equal(env.AWS_ENDPOINT_URL_DYNAMODB, "http://127.0.0.1:1");
      assert.equal(env.AWS_SECRET_ACCESS_KEY, undefined);
      assert.equal(env.HOME, undefined);
    });

    it("reaches this machine only", async () => {
      const source = `const attempt = (call) => call().then(() => "reached", (e) => (e.cause ?? e).code);
      exports.handler = async () => Promise.all([
        attempt(() => fetch("https://sts.amazonaws.com/")),
        attempt(() => new Promise((ok, no) => require("node:net").connect(443, "192.0.2.1").on("error", no))),
        attempt(() => require("node:dns").promises.resolve4("example.com")),
        attempt(() => new Promise((ok, no) => require("node:dgram").createSocket("udp4").send("x", 53, "192.0.2.1", (e) => e ? no(e) : ok()))),
        attempt(() => new Promise((ok, no) => require("node:net").connect(1, "127.0.0.1").on("error", no))),
      ])`;
      assert.deepEqual(payload(await run(source)), [
        "EACCES",
        "EACCES",
        "ENOTFOUND",
        "EACCES",
        "ECONNREFUSED",
      ]);
    });

    it("writes its lines between START and REPORT", async () => {
      await run(
        "exports.handler = async () => { console.info('a %s', 'b'); process.stdout.write('{\"raw\":1}\\n') }",
      );
      const [start, info, raw, end, report] = lines;
      assert.match(start ?? "", /^START RequestId: [0-9a-f-]{36} Version: \$LATEST$/);
      assert.match(info ?? "", /^\S+Z\t[0-9a-f-]{36}\tINFO\ta b$/);
      assert.equal(raw, '{"raw":1}');
      assert.match(end ?? "", /^END RequestId: /);
      assert.match(
        report ?? "",
        /^REPORT .*\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: /,
      );
    });

    it("logs JSON of the declared level where that is declared", async () => {
      const loggingConfig = { logFormat: "JSON", applicationLogLevel: "WARN", logGroup: "/own" };
      await run("exports.handler = async () => { console.info('a'); console.warn({ b: 1 }) }", {
        loggingConfig,
      });
      const [start, warn, report] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
      assert.equal(start?.type, "platform.start");
      assert.equal(warn?.level, "WARN");
      assert.deepEqual(warn?.message, { b: 1 });
      assert.equal(report?.type, "platform.report");
      assert.equal(lines.length, 3);
    });
  });

  describe("concurrency", () => {
    /** Says that it runs, and answers when there is the file that the event names. */
    const slow = `exports.handler = async ({ id, until }) => {
      console.log("running " + id);
      while (until && !require("node:fs").existsSync(until)) await new Promise((resolve) => setTimeout(resolve, 2));
      return require("node:worker_threads").threadId;
    }`;
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "gatehouse-until-"))));
    afterEach(() => rmSync(folder, { recursive: true }));
    const file = () => join(folder, "go");
    const go = () => writeFileSync(file(), "");
    const running = () => lines.filter((line) => line.includes("running "));

    it("reuses a warm environment, and makes more while events overlap, up to the cap", async () => {
      one(slow, { timeout: 900 }, { concurrency: 2 });
      const first = payload(await functions.invoke("fn", {}));
      assert.equal(payload(await functions.invoke("fn", {})), first);
      lines = [];
      const threads = Array.from({ length: 6 }, () =>
        functions.invoke("fn", { until: file() }).then(payload),
      );
      await new Promise<void>((resolve) => (onLine = () => running().length === 2 && resolve()));
      go();
      assert.equal(new Set(await Promise.all(threads)).size, 2);
    });

    it("throttles above the reserved concurrency, and always when that is 0", async () => {
      one(slow, { reservedConcurrentExecutions: 1 });
      const results = await Promise.all([1, 2].map((id) => functions.invoke("fn", { id })));
      assert.deepEqual(
        results.map((result) => (result.ok ? "ok" : result.kind)),
        ["ok", "throttled"],
      );
      await functions.close();
      one(slow, { reservedConcurrentExecutions: 0 });
      assert.equal(failure(await functions.invoke("fn", {})).kind, "throttled");
    });

    it("stops waiting when the signal says so, and takes back what has not started", async () => {
      one(slow, { timeout: 900 }, { concurrency: 1 });
      const started = logged("running 1");
      const first = functions.invoke("fn", { id: 1, until: file() });
      const controller = new AbortController();
      const second = functions.invoke("fn", { id: 2 }, { signal: controller.signal });
      await started;
      controller.abort(new Error("gave up"));
      await assert.rejects(second, /gave up/);
      go();
      await first;
      payload(await functions.invoke("fn", { id: 3 }));
      assert(!lines.some((line) => line.includes("running 2")));
    });
  });

  describe("a reload", () => {
    it("changes the code, while events in flight finish on the old one", async () => {
      const version = (name: string) =>
        graphOf(
          lambda(
            "fn",
            `exports.handler = async (e) => { console.log('in ${name}'); if (e.slow) await new Promise(r => setTimeout(r, 50)); return '${name}' }`,
          ),
        );
      open(version("old"));
      const running = logged("in old");
      const old = functions.invoke("fn", { slow: true });
      await running;
      await functions.reload(version("new"));
      assert.equal(payload(await functions.invoke("fn", {})), "new");
      assert.equal(payload(await old), "old");
    });

    it("makes warm what was warm, so that the first event finds an environment", async () => {
      const version = (name: string) =>
        ["used", "unused"].map((fn) =>
          lambda(fn, `console.log('loaded ${name} ${fn}'); exports.handler = async () => 1`),
        );
      open(graphOf(...version("old")));
      await functions.invoke("used", {});
      const loaded = () => lines.flatMap((line) => /loaded .*/.exec(line) ?? []);
      await functions.reload(graphOf(...version("new")));
      assert.deepEqual(loaded(), ["loaded old used", "loaded new used"]);
      await functions.invoke("used", {});
      assert.equal(loaded().length, 2);
    });

    it("keeps warm what did not change, and forgets what is gone", async () => {
      const counter = lambda("counter", "let n = 0; exports.handler = async () => ++n");
      open(graphOf(counter, lambda("gone", "exports.handler = async () => 1")));
      await functions.invoke("counter", {});
      await functions.reload(graphOf(counter));
      assert.equal(payload(await functions.invoke("counter", {})), 2);
      assert.equal(failure(await functions.invoke("gone", {})).kind, "not-found");
      await functions.reload(
        graphOf(lambda("counter", "let n = 0; exports.handler = async () => ++n", { memorySize: 256 })),
      );
      assert.equal(payload(await functions.invoke("counter", {})), 1);
    });
  });

  describe("targets", () => {
    it("may be names, ARNs, versions, aliases and API Gateway's invoke ARNs", async () => {
      const alias = resource("aws:lambda/alias:Alias", "live", {
        name: "live",
        functionName: "fn",
        functionVersion: "3",
      });
      const fn = lambda("fn", "exports.handler = async (e, c) => c.invokedFunctionArn", { publish: true });
      open(graphOf({ ...fn, outputs: { ...fn.outputs, version: "3" } }, alias));
      const arn = arnOf("fn");
      const targets: [string, string][] = [
        ["fn", arn],
        ["fn:live", `${arn}:live`],
        [arn, arn],
        [`${arn}:3`, `${arn}:3`],
        ["123456789012:function:fn", arn],
        [
          `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${arn}:live/invocations`,
          `${arn}:live`,
        ],
      ];
      for (const [target, invoked] of targets)
        assert.equal(payload(await functions.invoke(target, {})), invoked);
    });
  });

  describe("code", () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"))));
    afterEach(() => rmSync(folder, { recursive: true }));
    const archive = (value: Record<string, unknown>) => ({ [SIGNATURE_KEY]: ARCHIVE_SIGNATURE, ...value });
    const asset = (value: Record<string, unknown>) => ({ [SIGNATURE_KEY]: ASSET_SIGNATURE, ...value });
    const source = "exports.handler = async () => require('./lib/part.js')";

    it("is read from files relative to the program, from folders and from archives in archives", async () => {
      writeFileSync(join(folder, "main.js"), source);
      writeFileSync(join(folder, "part.js"), "module.exports = 'part'");
      const code = archive({
        assets: { "index.js": asset({ path: "main.js" }), lib: archive({ path: "." }) },
      });
      one("", { code }, { programDir: folder });
      assert.equal(payload(await functions.invoke("fn", {})), "part");
    });

    it("is unpacked from a zip file", async () => {
      writeFileSync(
        join(folder, "code.zip"),
        zipOf({ "index.js": source, "lib/part.js": "module.exports = 'zipped'" }),
      );
      one("", { code: archive({ path: "code.zip" }) }, { programDir: folder });
      assert.equal(payload(await functions.invoke("fn", {})), "zipped");
      writeFileSync(join(folder, "code.zip"), "not a zip file, but long enough to have an end record");
      await functions.reload(graphOf(lambda("fn", "", { code: archive({ path: "code.zip" }) })));
      assert.match(functions.notices.join(), /code\.zip cannot be unpacked: it is not a zip file/);
    });

    it("that is missing is named, and so is what cannot run here", async () => {
      open(
        graphOf(
          lambda("missing", "", { code: archive({ assets: { "index.js": asset({ path: "nothing.js" }) } }) }),
          lambda("outside", "", { code: archiveOf({ "../evil.js": "1" }) }),
          lambda("python", "", { runtime: "python3.13" }),
          lambda("image", "", { packageType: "Image", runtime: undefined }),
          lambda("layered", "exports.handler = async () => 1", { layers: [arnOf("layer")] }),
        ),
        { programDir: folder },
      );
      const [missing, outside, python, image, layered] = functions.notices;
      assert.match(
        missing ?? "",
        /function missing cannot run: .*nothing\.js is missing; build the functions first/,
      );
      assert.match(outside ?? "", /function outside cannot run: .*\.\.\/evil\.js, which lies outside/);
      assert.match(python ?? "", /function python cannot run: its runtime is python3\.13/);
      assert.match(image ?? "", /function image cannot run: it is a container image/);
      assert.match(layered ?? "", /function layered: layers/);
      const result = failure(await functions.invoke("missing", {}));
      assert.equal(result.errorType, "Runtime.NotRehearsed");
      assert.equal(payload(await functions.invoke("layered", {})), 1);
    });

    it("runs on this machine's Node, which is said when another one is declared", async () => {
      const own = `nodejs${process.versions.node.split(".")[0]}.x`;
      one("", { runtime: own });
      assert.deepEqual(functions.notices, []);
      await functions.reload(graphOf(lambda("fn", "", { runtime: "nodejs18.x" })));
      assert.deepEqual(functions.notices, [
        `Lambda runtime nodejs18.x is rehearsed on ${own}, this machine's Node`,
      ]);
    });

    it("leaves nothing behind", async () => {
      const before = () => readdirSync(tmpdir()).filter((name) => name.startsWith("gatehouse-functions-"));
      const known = before();
      one("exports.handler = async () => process.env.LAMBDA_TASK_ROOT");
      const root = String(payload(await functions.invoke("fn", {})));
      assert(existsSync(root));
      await functions.close();
      assert(!existsSync(root));
      assert.deepEqual(
        before().filter((name) => !known.includes(name) && root.includes(name)),
        [],
      );
    });
  });
});
