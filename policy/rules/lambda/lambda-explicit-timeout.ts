import { FUNCTION } from "../../aws/function";
import { only, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import type { Truth } from "../../model/truth";

export default defineRule({
  id: "lambda-explicit-timeout",
  title: "A function states how long it may run, within a limit",
  severity: "low",
  scope: "resource",
  types: [FUNCTION],
  frameworks: { "nist-800-53-r5": ["SC-5"] },
  links: ["https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html"],
  options: optionsOf({ maximumSeconds: integer("Longest time that a function may run.", 300, 1, 900) }),
  fix: "set timeout to little more than the function needs",
  check({ resource, options, expect }) {
    const timeout = resource.get("timeout");
    const seconds = timeout.number;
    const within: Truth = timeout.unknown
      ? "unknown"
      : seconds !== undefined && seconds <= options.maximumSeconds;
    expect(
      within,
      timeout,
      seconds === undefined
        ? "Lambda's 3 seconds are taken without having been chosen"
        : `it may run ${seconds} seconds, more than ${options.maximumSeconds}`,
    );
  },
  compliant: only(FUNCTION, { timeout: 10 }),
  violations: {
    "not stated": wrong("timeout", undefined, "timeout"),
    "too long": wrong("timeout", 900),
  },
});
