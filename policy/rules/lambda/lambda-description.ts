import { FUNCTION } from "../../aws/function";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "lambda-description",
  title: "A function says what it is for",
  severity: "low",
  scope: "resource",
  types: [FUNCTION],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html"],
  options: noOptions,
  fix: "set description",
  check({ resource, expect }) {
    const description = resource.get("description");
    expect(
      description.matches((text) => text.trim() !== ""),
      description,
      "who finds the function in the console cannot tell what it is for",
    );
  },
  compliant: only(FUNCTION, { description: "Reads and changes users" }),
  violations: {
    "not stated": wrong("description", undefined, "description"),
    empty: wrong("description", " "),
  },
});
