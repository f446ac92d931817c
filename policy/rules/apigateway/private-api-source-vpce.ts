import { isOpenToAnyVpc, policiesOfApi, REST_API_POLICY } from "../../aws/private-api";
import { REST_API } from "../../aws/rest-method";
import { hasEndpointType } from "../../aws/rest-stage";
import { isReadable } from "../../documents/policy-document";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any, not } from "../../model/truth";
import { document } from "../iam/policy.fixture";
import { denyOthers, invokeFrom } from "./private-policy.fixture";

export default defineRule({
  id: "private-api-source-vpce",
  title: "The policy of a private API names the VPC or the endpoint that may call it",
  severity: "high",
  scope: "stack",
  types: [REST_API],
  frameworks: { "nist-800-53-r5": ["SC-7"], "pci-dss-4": ["1.4.2"], soc2: ["CC6.6"] },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-create.html",
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html",
  ],
  options: noOptions,
  fix: "allow execute-api:Invoke with StringEquals aws:SourceVpce, or deny it with StringNotEquals aws:SourceVpce",
  check({ resource, stack, expect, notApplicable }) {
    const isPrivate = hasEndpointType(resource, "PRIVATE");
    if (isPrivate === false) return notApplicable();
    const { documents, complete } = policiesOfApi(resource, stack);
    const property = resource.get("policy");
    const applies = not(isPrivate);
    if (documents.length === 0)
      expect(
        any([applies, complete ? false : "unknown"]),
        property,
        "a private API without a policy cannot be deployed",
      );
    for (const policy of documents) {
      expect(any([applies, isReadable(policy)]), property, "the policy is not a JSON policy document");
      for (const statement of policy.statements)
        expect(
          any([applies, not(isOpenToAnyVpc(policy, statement))]),
          property,
          `${statement.label} lets callers of every VPC in, also of other accounts`,
        );
    }
  },
  compliant: stackOf(
    {
      type: REST_API,
      name: "subject",
      props: { endpointConfiguration: { types: "PRIVATE" }, policy: document(invokeFrom("vpce-0a1b2c3d")) },
    },
    { type: REST_API, name: "api", props: { endpointConfiguration: { types: "PRIVATE" } } },
    {
      type: REST_API_POLICY,
      name: "policy",
      props: { restApiId: ref("api", "id"), policy: document(invokeFrom(), denyOthers("vpce-0a1b2c3d")) },
    },
  ),
  violations: {
    "no condition": wrong("policy", document(invokeFrom())),
    "a condition that all meet": wrong("policy", document(invokeFrom("*"))),
    "no policy": missing("policy", "policy"),
    "a Deny of nobody": wrong("policy", document(invokeFrom(), denyOthers("*")), "policy", "policy"),
  },
});
