import { REST_API } from "../../aws/rest-method";
import { only, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all } from "../../model/truth";

export default defineRule({
  id: "rest-endpoint-type-allowed",
  title: "A REST API states its endpoint type, and it is an allowed one",
  severity: "low",
  scope: "resource",
  types: [REST_API],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-endpoint-types.html"],
  choice:
    "Guardrails allow only EDGE by default, other sets prefer PRIVATE: which is right depends on who calls. So every type is allowed until `allowed` says otherwise, but it must be stated, for without a word an API is on the internet.",
  options: optionsOf({
    allowed: names("Endpoint types that are accepted.", ["EDGE", "REGIONAL", "PRIVATE"]),
  }),
  fix: "set endpointConfiguration.types to the type that is meant",
  check({ resource, options, expect }) {
    const configuration = resource.get("endpointConfiguration");
    if (configuration.unknown) return expect("unknown", configuration, "the endpoint type is not known yet");
    const types = configuration.items.map((item) => item.get("types"));
    const stated = all([types.length > 0, ...types.map((type) => type.notEmpty)]);
    expect(stated, configuration, "the endpoint type is not stated, and becomes EDGE: open to the internet");
    for (const type of types.flatMap((list) => list.items))
      expect(
        type.matches((text) => options.allowed.includes(text)),
        type,
        `${type.shown ?? "this"} is none of ${options.allowed.join(", ")}`,
      );
  },
  compliant: only(REST_API, { endpointConfiguration: { types: "REGIONAL" } }),
  violations: {
    "not stated": wrong("endpointConfiguration", undefined),
    "an unknown type": wrong(["endpointConfiguration", "types"], "GLOBAL"),
  },
});
