import assert from "node:assert/strict";
import { join } from "node:path";
import { summary, type Told } from "../../local/commands/summary";

/** A rehearsal of so many APIs, that does not execute what the messages say. */
function told(apis: number, ...messages: string[]): Told {
  const served = Array.from({ length: apis }, (_, number) => ({
    api: { kind: "REST", endpointType: "EDGE" },
    label: `api-${number}`,
    url: `http://127.0.0.1:1/${number}`,
    examples: [
      { status: 200, condition: "with a token", command: `curl -i http://127.0.0.1:1/${number} -H token` },
      { status: 401, condition: "without", command: `curl -i http://127.0.0.1:1/${number}` },
    ],
  }));
  return {
    served: () => served as unknown as ReturnType<Told["served"]>,
    notices: () => messages.map((message) => ({ message })),
    identity: { describe: () => [] },
    logs: { directory: join(process.cwd(), "logs") },
  };
}

describe("what start-up prints", () => {
  it("is at most 25 lines with the guard's, however many APIs there are, and says how many are left out", () => {
    for (const apis of [1, 6, 7, 30]) {
      const lines = summary(told(apis, "WAF logs are not written."), "http://127.0.0.1:1");
      assert.ok(lines.length <= 24, `${apis} APIs: ${lines.length} lines`);
      const shown = lines.filter((line) => line.startsWith("# api-")).length;
      const left = /^# and (\d+) more/m.exec(lines.join("\n"))?.[1] ?? "0";
      assert.equal(shown + Number(left), apis);
    }
  });

  it("shows an allowed and a refused request of each API, below what they answer", () => {
    const lines = summary(told(2), "http://127.0.0.1:1");
    assert.deepEqual(lines.slice(1, 4), [
      "# api-0, edge REST: 200 with a token, 401 without",
      "curl -i http://127.0.0.1:1/0 -H token",
      "curl -i http://127.0.0.1:1/0",
    ]);
  });

  it("says plainly that there is no API, and leaves no gap", () => {
    const lines = summary(told(0), "http://127.0.0.1:1");
    assert.deepEqual(lines.slice(0, 3), ["", "# The graph declares no API: there is nothing to call.", ""]);
    assert.notEqual(lines[3], "");
  });

  it("says in the title what the lines below it answer, and nothing of lines that are left out", () => {
    const third = {
      status: 200,
      condition: "signed in as ada",
      command: "curl -s http://127.0.0.1:1/people",
    };
    for (const [apis, shown] of [
      [2, 3],
      [6, 2],
      [9, 1],
      [12, 0],
    ] as const) {
      const rehearsal = told(apis);
      const served = rehearsal.served().map((api) => ({ ...api, examples: [...api.examples, third] }));
      const lines = summary({ ...rehearsal, served: () => served }, "http://127.0.0.1:1");
      assert.ok(lines.length <= 24, `${apis} APIs: ${lines.length} lines`);
      const answers = ["200 with a token", "401 without", "200 signed in as ada"].slice(0, shown);
      const title = shown === 0 ? "http://127.0.0.1:1/0" : answers.join(", ");
      assert.equal(lines[1], `# api-0, edge REST: ${title}`);
      assert.equal(
        lines.slice(2).findIndex((line) => !line.startsWith("curl ")),
        shown,
      );
    }
  });

  it("names everything that is not executed, each once and in a few words", () => {
    const text = summary(
      told(
        1,
        "WAF logs are not written.",
        "WAF logs are not written.",
        "X-Ray traces are not recorded; requests do carry X-Amzn-Trace-Id.",
        "WAF rule Geo: nothing of it is executed; it is a list.",
        "User pool gatehouse-prod: threat protection ENFORCED (no sign-in is assessed)",
        "Nothing connects outside: calls to https://erp.example.com answer 504. Give it a stand-in.",
        "Alarms do not watch (3 × aws:cloudwatch/metricAlarm:MetricAlarm).",
        "Lambda runtime nodejs22.x is rehearsed on nodejs20.x, this machine's Node",
      ),
      "http://127.0.0.1:1",
    ).join("\n");
    assert.ok(
      text.includes(
        "(more at http://127.0.0.1:1/): WAF logs are not written · X-Ray traces are not recorded · WAF rule Geo: nothing of it is executed · " +
          "User pool gatehouse-prod: threat protection ENFORCED · " +
          "Nothing connects outside: calls to https://erp.example.com answer 504 · " +
          "Alarms do not watch · Lambda runtime nodejs22.x is rehearsed on nodejs20.x, this machine's Node\n",
      ),
      text,
    );
  });
});
