import assert from "node:assert/strict";
import { secret } from "../../../local/graph/wire";
import { payload, rehearseFunctions } from "./fixture";

describe("functions: the environment", () => {
  const rehearsal = rehearseFunctions();
  it("has the declared variables, Lambda's own and the rehearsal's, and nothing of the developer's", async () => {
    process.env.AWS_SECRET_ACCESS_KEY = "real";
    const source = "exports.handler = async () => process.env";
    const variables = { TABLE: "users", HIDDEN: secret("x"), AWS_LAMBDA_FUNCTION_NAME: "lie" };
    const env = payload(await rehearsal.run(source, { environment: { variables } })) as Record<
      string,
      string
    >;
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
    assert.deepEqual(payload(await rehearsal.run(source)), [
      "EACCES",
      "EACCES",
      "ENOTFOUND",
      "EACCES",
      "ECONNREFUSED",
    ]);
  });

  it("writes its lines between START and REPORT", async () => {
    await rehearsal.run(
      "exports.handler = async () => { console.info('a %s', 'b'); process.stdout.write('{\"raw\":1}\\n') }",
    );
    const [start, info, raw, end, report] = rehearsal.lines;
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
    await rehearsal.run("exports.handler = async () => { console.info('a'); console.warn({ b: 1 }) }", {
      loggingConfig,
    });
    const [start, warn, report] = rehearsal.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.equal(start?.type, "platform.start");
    assert.equal(warn?.level, "WARN");
    assert.deepEqual(warn?.message, { b: 1 });
    assert.equal(report?.type, "platform.report");
    assert.equal(rehearsal.lines.length, 3);
  });
});
