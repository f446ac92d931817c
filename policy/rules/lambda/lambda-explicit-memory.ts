import { FUNCTION } from "../../aws/function";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "lambda-explicit-memory",
  title: "A function states how much memory it has",
  severity: "low",
  scope: "resource",
  types: [FUNCTION],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html"],
  options: noOptions,
  fix: "set memorySize; processor time grows with it",
  check({ resource, expect }) {
    const memory = resource.get("memorySize");
    expect(memory.present, memory, "Lambda's 128 MB are taken without having been chosen");
  },
  compliant: only(FUNCTION, { memorySize: 512 }),
  violations: { "not stated": wrong("memorySize", undefined, "memorySize") },
});
