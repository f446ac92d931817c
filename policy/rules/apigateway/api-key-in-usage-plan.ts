import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { exists } from "../../model/stack";

const API_KEY = "aws:apigateway/apiKey:ApiKey";
const USAGE_PLAN_KEY = "aws:apigateway/usagePlanKey:UsagePlanKey";

export default defineRule({
  id: "api-key-in-usage-plan",
  title: "Every API key belongs to a usage plan",
  severity: "medium",
  scope: "stack",
  types: [API_KEY],
  frameworks: {
    "nist-800-53-r5": ["AC-2", "CM-8", "IA-5"],
    "pci-dss-4": ["8.3"],
    soc2: ["CC6.1", "CC8.1"],
    "iso-27001": ["A.5.16", "A.8.9"],
  },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html"],
  options: noOptions,
  fix: "declare aws.apigateway.UsagePlanKey for the key",
  check({ resource, stack, expect }) {
    const planned = exists(stack.referrers(resource, USAGE_PLAN_KEY, "keyId"));
    expect(planned, "", "the key has no limits, and opens no method that asks for one");
  },
  compliant: stackOf(
    { type: API_KEY, name: "subject", props: { name: "partner" } },
    { type: USAGE_PLAN_KEY, name: "tie", props: { keyId: ref("subject", "id"), keyType: "API_KEY" } },
  ),
  violations: { "no plan": missing("tie", ""), "another key": wrong("keyId", "elsewhere", "", "tie") },
});
