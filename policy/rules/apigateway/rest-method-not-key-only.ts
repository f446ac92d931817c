import { METHOD, methodsHidden, methodsOf, REST_API } from "../../aws/rest-method";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, not } from "../../model/truth";
import { openApi, operation } from "./openapi.fixture";

export default defineRule({
  id: "rest-method-not-key-only",
  title: "An API key is never the only control of a REST method",
  severity: "high",
  scope: "resource",
  types: [REST_API, METHOD],
  frameworks: { "nist-800-53-r5": ["IA-2"], "pci-dss-4": ["8.2"], soc2: ["CC6.1"] },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html"],
  choice:
    "Other rule sets accept a key alone. AWS says keys are for metering, not for authentication, so this one does not.",
  options: noOptions,
  fix: "add an authorizer to the method; keep the key for its usage plan",
  check({ resource, expect }) {
    if (methodsHidden(resource)) expect("unknown", resource.get("body"), "the methods are not known yet");
    for (const method of methodsOf(resource)) {
      const open = method.authorization === "unknown" ? "unknown" : method.authorization === "NONE";
      const keyOnly = all([method.keyRequired, open]);
      expect(not(keyOnly), method.authorizationAt, `${method.label} is protected by an API key alone`);
    }
  },
  compliant: stackOf(
    {
      type: REST_API,
      name: "subject",
      props: { body: openApi({ "/users": { get: operation({ security: [{ pool: [], key: [] }] }) } }) },
    },
    {
      type: METHOD,
      name: "method",
      props: { httpMethod: "GET", authorization: "AWS_IAM", apiKeyRequired: true },
    },
  ),
  violations: {
    "key in the document": wrong(
      "body",
      openApi({ "/users": { get: operation({ security: [{ key: [] }] }) } }),
      'body.paths["/users"].get.security',
    ),
    "key on the method": wrong("authorization", "NONE", "authorization", "method"),
  },
});
