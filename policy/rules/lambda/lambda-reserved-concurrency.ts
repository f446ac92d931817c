import { FUNCTION } from "../../aws/function";
import { only, wrong } from "../../model/fixture";
import { optionsOf, productionStages } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "lambda-reserved-concurrency",
  title: "A function has a limit of its own to how often it runs at once",
  severity: "low",
  scope: "stack",
  types: [FUNCTION],
  frameworks: { "nist-800-53-r5": ["SC-5"] },
  links: ["https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html"],
  choice:
    "Production only, unless set otherwise: a new account has 10 concurrent runs in all, and none to reserve.",
  options: optionsOf({ productionStages }),
  fix: "set reservedConcurrentExecutions",
  check({ resource, stack, options, expect, notApplicable }) {
    if (!options.productionStages.includes(stack.name)) return notApplicable();
    const reserved = resource.get("reservedConcurrentExecutions");
    expect(
      // -1 is the provider's word for no limit; 0 stops the function, which is a limit.
      reserved.unknown ? "unknown" : reserved.number !== undefined && reserved.number >= 0,
      reserved,
      "the function can use up the account's concurrency, and so stop all others",
    );
  },
  compliant: only(FUNCTION, { reservedConcurrentExecutions: 50 }),
  violations: {
    "not stated": wrong("reservedConcurrentExecutions", undefined, "reservedConcurrentExecutions"),
    "no limit": wrong("reservedConcurrentExecutions", -1),
  },
});
