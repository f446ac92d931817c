import { METHOD, methodsHidden, methodsOf, REST_API } from "../../aws/rest-method";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { openApi, operation } from "./openapi.fixture";

export default defineRule({
  id: "rest-method-no-any",
  title: "Methods are named one by one",
  severity: "low",
  scope: "resource",
  types: [REST_API, METHOD],
  frameworks: {
    "nist-800-53-r5": ["AC-3", "CM-2", "SC-7"],
    "pci-dss-4": ["1.2", "6.4.2"],
    soc2: ["CC6.1", "CC8.1"],
    "iso-27001": ["A.5.15", "A.8.16"],
  },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-method-settings.html"],
  options: noOptions,
  fix: "declare GET, POST, … in place of ANY",
  check({ resource, expect, notApplicable }) {
    if (resource.type === METHOD) {
      const verb = resource.get("httpMethod");
      return expect(
        verb.matches((text) => text.toUpperCase() !== "ANY"),
        verb,
        `${resource.name} lets DELETE in as well as GET`,
      );
    }
    if (resource.get("body").state === "absent") return notApplicable();
    if (methodsHidden(resource)) expect("unknown", resource.get("body"), "the methods are not known yet");
    for (const { httpMethod, label, at } of methodsOf(resource))
      expect(httpMethod !== "ANY", at, `${label} lets DELETE in as well as GET`);
  },
  compliant: stackOf(
    { type: METHOD, name: "subject", props: { httpMethod: "GET" } },
    { type: REST_API, name: "api", props: { body: openApi({ "/orders": { get: operation() } }) } },
  ),
  violations: {
    any: wrong("httpMethod", "ANY"),
    "any in the document": wrong(
      "body",
      openApi({ "/orders": { "x-amazon-apigateway-any-method": operation() } }),
      'body.paths["/orders"].x-amazon-apigateway-any-method',
      "api",
    ),
  },
});
