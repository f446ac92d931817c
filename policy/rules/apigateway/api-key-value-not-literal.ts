import { ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const API_KEY = "aws:apigateway/apiKey:ApiKey";

export default defineRule({
  id: "api-key-value-not-literal",
  title: "The value of an API key is generated, not written in the program",
  severity: "high",
  scope: "stack",
  types: [API_KEY],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-setup-api-keys.html"],
  choice:
    "A value is fine when it comes from another resource or is marked secret. The engine takes that mark off before a policy sees the value, so one from the configuration counts as a literal there: let API Gateway make the key.",
  options: noOptions,
  fix: "leave value out, so that API Gateway generates it, or take it from a resource that does",
  check({ resource, expect }) {
    const value = resource.get("value");
    // In a deployed stack the provider's own answer stands here, secret.
    const generated = value.secret || resource.dependenciesOf("value").length > 0;
    expect(
      generated ? true : value.unknown ? "unknown" : value.state === "absent",
      value,
      "whoever reads the program or its state has the key",
    );
  },
  compliant: stackOf(
    { type: "aws:secretsmanager/secretVersion:SecretVersion", name: "generated", props: {} },
    { type: API_KEY, name: "subject", props: { name: "partner" } },
    { type: API_KEY, name: "derived", props: { value: ref("generated", "secretString") } },
  ),
  violations: { "a literal": wrong("value", "correct-horse-battery-staple") },
});
