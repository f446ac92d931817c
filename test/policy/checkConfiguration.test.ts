import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import { PolicyConfigError } from "../../policy/config/error";
import { withOptions } from "../../policy/config/settings";
import { checkConfiguration } from "../../policy/host/checkConfiguration";
import { rules } from "../../policy/rules/index";

/** What becomes of settings: taken by the SDK, or refused with a message. */
function configure(settings: Readonly<Record<string, Record<string, unknown>>>): "taken" | string {
  let answer = "no answer";
  const handler = checkConfiguration(
    () => (answer = "taken"),
    [...rules.map(({ id }) => id), "all"],
    (name, options) => {
      const rule = rules.find(({ id }) => id === name);
      if (rule) withOptions(rule, undefined, options);
    },
  );
  const entries = Object.entries(settings).map(
    ([name, options]): [string, { getProperties(): { toJavaScript(): Record<string, unknown> } }] => [
      name,
      { getProperties: () => ({ toJavaScript: () => options }) },
    ],
  );
  handler({ request: { getPolicyconfigMap: () => ({ entries: () => entries }) } }, (error) => {
    const { code, details } = error as { code: number; details: string };
    assert.equal(code, 3);
    answer = details;
  });
  return answer;
}

describe("--policy-pack-config", () => {
  it("takes rules with their options, and `all`", () => {
    assert.equal(configure({}), "taken");
    assert.equal(configure({ all: {}, "kms-deletion-window": { minimumDays: 20 } }), "taken");
  });

  it("refuses all mistakes at once, each with the nearest name", () => {
    const message = configure({
      "sqs-encrypte": {},
      "kms-deletion-window": { minimumDay: 20 },
      "log-group-retention-1y": { minimumDays: "many" },
    });
    assert.match(message, /^The guard's configuration has 3 errors\./);
    assert.match(message, /sqs-encrypte: there is no such rule\n +fix: did you mean "sqs-encrypted"\?/);
    assert.match(
      message,
      /kms-deletion-window\.minimumDay: there is no such key\n +fix: did you mean "minimumDays"\?/,
    );
    assert.match(message, /log-group-retention-1y\.minimumDays: "many" is not allowed/);
  });

  it("is refused as a user's mistake, which the engine prints without a stack trace", () => {
    const problem = {
      file: "config/dev.json",
      key: "rules.x",
      message: "there is no such rule",
      fix: "remove it",
    };
    const error = new PolicyConfigError([problem]);
    assert.ok(RunError.isInstance(error));
    assert.deepEqual(Object.keys(error).sort(), ["code", "name", "problems"]);
  });
});
