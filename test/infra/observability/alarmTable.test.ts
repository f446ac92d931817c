import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { accessLogFields } from "../../../infra/api/accessLogFormat";
import { alarmsOf, anomaliesOf } from "../../../infra/observability/alarmTable";
import { widgets } from "../../../infra/observability/dashboard";
import { queries } from "../../../infra/observability/savedQueries";
import * as subjects from "../../../infra/observability/subjects";
import { parseStage } from "../../../infra/stage";

const runbooks = resolve(__dirname, "../../../docs/runbooks");
const identity = {
  browserClient: { callbackUrls: ["https://a.example/"], logoutUrls: ["https://a.example/"] },
};
const config = parseStage("dev", { identity });
const { alarms: thresholds } = config;

const all: subjects.Subject[] = [
  subjects.restApi("shop", "shop-v1", "dev", 50),
  subjects.httpApi("catalog", "abc", "dev", 50),
  subjects.webSocketApi("live", "def", "dev"),
  subjects.lambdaFunction("users", "gatehouse-dev-users", 10),
  subjects.streamConsumer("events", "gatehouse-dev-events"),
  subjects.queue("orders", "orders"),
  subjects.deadLetterQueue("orders-dead", "orders-dead"),
  subjects.stream("events", "events"),
  subjects.workflow("fulfil", "arn"),
  subjects.table("users", "users"),
  subjects.certificate("api", "arn"),
  subjects.healthCheck("api", "check"),
  subjects.userPool("pool", "pool"),
  subjects.userPoolClient("browser", "pool", "client"),
  subjects.webAcl("waf", "acl", "eu-west-1"),
];
const metrics = (subject: subjects.Subject) =>
  alarmsOf(thresholds, subject).map(({ metricName }) => metricName);

describe("the table of alarms", () => {
  it("names each kind of API's own metrics: they differ", () => {
    const [rest, http, webSocket] = all;
    assert.ok(rest && http && webSocket);
    assert.deepEqual(metrics(rest), ["4XXError", "5XXError", "Latency", "Count"]);
    assert.deepEqual(metrics(http), ["4xx", "5xx", "Latency", "IntegrationLatency", "Count"]);
    assert.deepEqual(metrics(webSocket), ["ClientError", "ExecutionError", "IntegrationLatency"]);
  });

  it("warns before the stage throttle refuses callers", () => {
    const [, , , near] = alarmsOf(thresholds, subjects.restApi("shop", "shop", "dev", 100));
    assert.equal(near?.threshold, 100 * 60 * 0.8);
  });

  it("misses traffic that should be there, where the stage says how much that is", () => {
    const told = { ...thresholds, leastRequestsPerMinute: 30 };
    for (const [subject, metricName] of [
      [subjects.restApi("shop", "shop", "dev", 100), "Count"],
      [subjects.httpApi("catalog", "abc", "dev", 100), "Count"],
      [subjects.webSocketApi("live", "def", "dev"), "MessageCount"],
    ] as const) {
      const silent = (from: typeof thresholds) =>
        alarmsOf(from, subject).filter(({ name }) => name === "little-traffic");
      assert.deepEqual(silent(thresholds), []);
      const [alarm, ...others] = silent(told);
      assert.ok(alarm);
      assert.equal(others.length, 0);
      assert.deepEqual(
        [alarm.metricName, alarm.statistic, alarm.comparisonOperator, alarm.threshold, alarm.periods],
        [metricName, "SampleCount", "LessThanThreshold", 30, 10],
      );
      // No data is no traffic.
      assert.equal(alarm.treatMissingData, "breaching");
    }
  });

  it("holds a function's duration against its own timeout", () => {
    const duration = alarmsOf(thresholds, subjects.lambdaFunction("f", "f", 20)).find(
      ({ metricName }) => metricName === "Duration",
    );
    assert.equal(duration?.threshold, 18_000);
  });

  it("pages for what hurts callers or loses something, and for little else", () => {
    const paging = all.flatMap((subject) => alarmsOf(thresholds, subject)).filter(({ pages }) => pages);
    assert.deepEqual([...new Set(paging.map(({ name }) => name))].sort(), [
      "dead-letters",
      "host-unwell",
      "iterator-age",
      "server-errors",
      "workflow-failures",
    ]);
  });

  it("has a runbook for every alarm, and no runbook without one", () => {
    const names = new Set([
      "page",
      ...all
        .flatMap((subject) => [
          ...alarmsOf({ ...thresholds, leastRequestsPerMinute: 1 }, subject),
          ...anomaliesOf(subject),
        ])
        .map(({ name }) => name),
    ]);
    for (const name of names) assert.ok(existsSync(join(runbooks, `${name}.md`)), name);
    assert.deepEqual(readdirSync(runbooks).sort(), [...names].map((name) => `${name}.md`).sort());
  });
});

describe("the dashboard", () => {
  it("shows every metric that an alarm watches, without overlaps", () => {
    const shown = widgets(config, all, "eu-west-1") as {
      readonly type: string;
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    }[];
    const watched = all.flatMap((subject) => alarmsOf(thresholds, subject));
    assert.equal(shown.filter(({ type }) => type === "metric").length, watched.length);
    const cells = shown.flatMap(({ x, y, width, height }) =>
      Array.from(
        { length: width * height },
        (_, cell) => `${x + (cell % width)},${y + Math.floor(cell / width)}`,
      ),
    );
    assert.equal(new Set(cells).size, cells.length);
    for (const { x, width } of shown) assert.ok(x + width <= 24);
  });

  it("leaves out what a stage does not have", () => {
    assert.deepEqual(widgets(config, [], "eu-west-1"), []);
  });
});

describe("saved queries", () => {
  it("ask access logs for fields that they have", () => {
    const words = new Set(
      queries
        .filter(({ over }) => over === "accessLogs")
        .flatMap(({ text }) => text)
        .flatMap((line) => line.replace(/\bas \w+/g, "").match(/(?<=[ (,])[a-z][A-Za-z]+(?=[ ,)]|$)/g) ?? []),
    );
    const language = new Set(
      "filter fields stats sort limit by desc asc and or count pct max avg ispresent calls p50 p90 slowest".split(
        " ",
      ),
    );
    const unknown = [...words].filter((word) => !language.has(word) && !(word in accessLogFields));
    assert.deepEqual(unknown, []);
    assert.ok([...words].includes("resourcePath"));
  });
});
