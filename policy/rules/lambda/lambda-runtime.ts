import { FUNCTION } from "../../aws/function";
import { only, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies, not } from "../../model/truth";

/** What Security Hub's Lambda.2 accepts, and the runtime for programs that bring their own. */
const SUPPORTED = [
  ...["nodejs24.x", "nodejs22.x", "nodejs20.x"],
  ...["python3.14", "python3.13", "python3.12", "python3.11", "python3.10"],
  ...["java25", "java21", "java17", "java11", "java8.al2"],
  ...["ruby3.4", "ruby3.3", "ruby3.2", "dotnet8"],
  "provided.al2023",
];

export default defineRule({
  id: "lambda-runtime",
  title: "A function runs on a runtime that AWS still supports",
  severity: "medium",
  scope: "resource",
  types: [FUNCTION],
  frameworks: {
    fsbp: ["Lambda.2"],
    "nist-800-53-r5": ["SI-2"],
    "pci-dss-4": ["12.3.4", "6.3.3"],
  },
  links: [
    "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html",
  ],
  choice:
    "Security Hub's list, not the newest only. Container images bring their own runtime and are left out.",
  options: optionsOf({ runtimes: names("Runtimes that are allowed.", SUPPORTED) }),
  fix: "move the function to a supported runtime, such as nodejs22.x",
  check({ resource, options, expect, notApplicable }) {
    const image = resource.get("packageType").is("Image");
    if (image === true) return notApplicable();
    const runtime = resource.get("runtime");
    expect(
      implies(
        not(image),
        runtime.matches((text) => options.runtimes.includes(text)),
      ),
      runtime,
      `${runtime.shown ?? "the runtime"} gets no security fixes, or is not allowed here`,
    );
  },
  compliant: only(FUNCTION, { runtime: "nodejs22.x" }),
  violations: { deprecated: wrong("runtime", "nodejs16.x") },
});
