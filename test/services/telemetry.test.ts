import assert from "node:assert/strict";
import type { Tracer } from "@aws-lambda-powertools/tracer";
import { createLambdaHandler } from "../../services/shared/lambdaHandler";
import { Problem } from "../../services/shared/problem";
import { createTelemetry, observed, type Telemetry } from "../../services/shared/telemetry";
import { consoleLines, type Line } from "./support/consoleLines";
import { lambdaContext, proxyEvent } from "./support/event";

/** What a tracer is told of one subsegment. */
interface Traced {
  readonly name: string;
  readonly annotations: Record<string, unknown>;
  open: boolean;
  /** What it is marked as failed by. */
  fault?: string;
}

/** A tracer that keeps in memory what it is told; X-Ray's own sends it to a daemon. */
function tracerInMemory(enabled: boolean): { tracer: Tracer; taken: Traced[]; current: () => string } {
  const taken: Traced[] = [];
  const segmentOf = (name: string, own?: Traced): object => ({
    name,
    own,
    addNewSubsegment(child: string) {
      const one: Traced = { name: child, annotations: {}, open: true };
      taken.push(one);
      return segmentOf(child, one);
    },
    close() {
      if (own) own.open = false;
    },
  });
  let current = segmentOf("the function") as { name: string; own?: Traced };
  const annotate = (key: string, value: unknown): void => {
    if (current.own) current.own.annotations[key] = value;
  };
  const tracer = {
    isTracingEnabled: () => enabled,
    getSegment: () => current,
    setSegment: (segment: typeof current) => (current = segment),
    putAnnotation: annotate,
    annotateColdStart: () => annotate("ColdStart", true),
    addServiceNameAnnotation: () => annotate("Service", "users"),
    addErrorAsMetadata: (error: Error) => {
      if (enabled && current.own) current.own.fault = error.message;
    },
  };
  return { tracer: tracer as unknown as Tracer, taken, current: () => current.name };
}

describe("an observed invocation", () => {
  const variables = {
    POWERTOOLS_DEV: "true",
    POWERTOOLS_METRICS_DISABLED: "false",
    POWERTOOLS_LOG_LEVEL: "INFO",
    POWERTOOLS_SERVICE_NAME: "users",
    POWERTOOLS_METRICS_NAMESPACE: "gatehouse",
  };
  const lines = consoleLines();
  const inherited = { ...process.env };
  let telemetry: Telemetry;

  beforeEach(() => {
    Object.assign(process.env, variables);
    telemetry = createTelemetry("dev", {});
  });
  after(() => {
    for (const name of Object.keys(variables)) {
      if (inherited[name] === undefined) delete process.env[name];
      else process.env[name] = inherited[name];
    }
  });

  const run = <T>(work: () => Promise<T>, tracer = tracerInMemory(false).tracer): Promise<T> =>
    observed({ ...telemetry, tracer }, "request-1", lambdaContext, work);

  it("logs under the request's id, with the function and the stage", async () => {
    const result = await run(() => {
      telemetry.logger.info("at work", { sku: "CUP-1" });
      return Promise.resolve("done");
    });
    assert.equal(result, "done");
    const [line, ...others] = lines;
    assert.deepEqual(others, []);
    assert.equal(line?.message, "at work");
    assert.equal(line.correlation_id, "request-1");
    assert.equal(line.function_request_id, lambdaContext.awsRequestId);
    assert.equal(line.function_name, lambdaContext.functionName);
    assert.deepEqual([line.service, line.stage, line.sku], ["users", "dev", "CUP-1"]);
  });

  it("leaves nothing of one invocation to the next", async () => {
    await run(() => {
      telemetry.logger.appendKeys({ user: "ada" });
      return Promise.resolve();
    });
    telemetry.logger.info("afterwards");
    assert.equal(lines[0]?.user, undefined);
    assert.equal(lines[0]?.correlation_id, undefined);
    assert.equal(lines[0]?.stage, "dev");
  });

  it("publishes what it counted once it is over, and nothing when it counted nothing", async () => {
    await run(() => {
      telemetry.metrics.addMetric("UserCreated", "Count", 2);
      assert.deepEqual(lines, []);
      return Promise.resolve();
    });
    const [{ UserCreated, stage, service, _aws } = {} as Line, ...others] = lines;
    assert.deepEqual([UserCreated, stage, service, others], [2, "dev", "users", []]);
    const { CloudWatchMetrics } = _aws as { CloudWatchMetrics: Line[] };
    assert.deepEqual(
      CloudWatchMetrics.map(({ Namespace, Metrics }) => [Namespace, Metrics]),
      [["gatehouse", [{ Name: "UserCreated", Unit: "Count" }]]],
    );
    lines.length = 0;
    await run(() => Promise.resolve());
    assert.deepEqual(lines, []);
  });

  it("publishes what it counted before it failed, and fails as its work does", async () => {
    const failure = new Error("no");
    await assert.rejects(
      run(() => {
        telemetry.metrics.addMetric("UserCreated", "Count", 1);
        return Promise.reject(failure);
      }),
      failure,
    );
    assert.deepEqual(
      lines.map(({ UserCreated }) => UserCreated),
      [1],
    );
  });

  it("is a subsegment that X-Ray finds by the request's id, and that ends with it, also when it fails", async () => {
    const { tracer, taken, current } = tracerInMemory(true);
    await run(() => {
      assert.equal(current(), "## storefront-test");
      return Promise.resolve();
    }, tracer);
    await assert.rejects(run(() => Promise.reject(new Error("no")), tracer));
    const annotations = { ColdStart: true, Service: "users", requestId: "request-1" };
    const one = { name: "## storefront-test", annotations, open: false };
    assert.deepEqual(taken, [one, { ...one, fault: "no" }]);
    assert.equal(current(), "the function");
  });

  it("is marked as failed when an operation crashed, though the caller gets an answer; not when it was refused", async () => {
    const { tracer, taken } = tracerInMemory(true);
    const routes = {
      "GET /broken": () => Promise.reject(new Error("the table is gone")),
      "GET /refused": () => Promise.reject(new Problem(404)),
    };
    const handler = createLambdaHandler(routes, { allowedOrigins: [] }, { ...telemetry, tracer });
    const statuses = [];
    for (const route of Object.keys(routes))
      statuses.push((await handler(proxyEvent(route, undefined), lambdaContext)).statusCode);
    assert.deepEqual(statuses, [500, 404]);
    assert.deepEqual(
      taken.map(({ fault, open }) => [fault, open]),
      [
        ["the table is gone", false],
        [undefined, false],
      ],
    );
  });

  it("takes no trace where there is no daemon to take it", async () => {
    const { tracer, taken } = tracerInMemory(false);
    await run(() => Promise.resolve(), tracer);
    assert.deepEqual(taken, []);
    assert.equal(telemetry.tracer.isTracingEnabled(), false);
  });
});
