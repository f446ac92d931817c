import {
  endpointsById,
  namedEndpoints,
  ownPolicies,
  REST_API_POLICY,
  VPC_ENDPOINT,
} from "../../aws/private-api";
import { methodsHidden, REST_API } from "../../aws/rest-method";
import { stackOf, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any } from "../../model/truth";
import { document } from "../iam/policy.fixture";
import { denyOthers, invokeFrom } from "./private-policy.fixture";

export default defineRule({
  id: "private-api-vpce-own-account",
  title: "VPC endpoints that a policy lets in are this stack's, or listed",
  severity: "high",
  scope: "stack",
  types: [REST_API, REST_API_POLICY],
  frameworks: {
    "nist-800-53-r5": ["AC-3", "AC-6", "SC-7"],
    "pci-dss-4": ["1.2", "7.1"],
    soc2: ["CC6.1", "CC6.3"],
    "iso-27001": ["A.5.15", "A.8.3"],
  },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-aws-condition-keys.html",
  ],
  choice:
    "The id of an endpoint does not tell its account, so one that this stack does not declare must be listed.",
  options: optionsOf({
    allowed: names("Ids of VPC endpoints outside of this stack that may call private APIs.", []),
  }),
  fix: "use the id of the stack's own VpcEndpoint, or list the id in `allowed` once you know whose it is",
  check({ resource, stack, options, expect, notApplicable }) {
    if (methodsHidden(resource)) expect("unknown", resource.get("body"), "the policy is not known yet");
    const policies = ownPolicies(resource);
    const endpoints = policies.flatMap(namedEndpoints);
    const outOfSight = resource.type === REST_API && methodsHidden(resource);
    if (endpoints.length === 0 && !outOfSight) return notApplicable();
    const own = endpointsById(stack);
    for (const endpoint of endpoints)
      expect(
        any([
          endpoint.matches((text) => options.allowed.includes(text) || own.of(text).length > 0),
          own.others,
        ]),
        endpoint,
        `${endpoint.shown ?? "an endpoint"} is no VPC endpoint of this stack: whose is it?`,
      );
  },
  compliant: stackOf(
    { type: VPC_ENDPOINT, name: "endpoint", props: {}, outputs: { id: "vpce-0a1b2c3d" } },
    { type: REST_API, name: "subject", props: { policy: document(invokeFrom("vpce-0a1b2c3d")) } },
    {
      type: REST_API_POLICY,
      name: "policy",
      props: { restApiId: "other", policy: document(invokeFrom(), denyOthers("vpce-0a1b2c3d")) },
    },
  ),
  violations: {
    "another endpoint": wrong(
      "policy",
      document(invokeFrom("vpce-99999999")),
      'policy.Statement[0].Condition.StringEquals["aws:SourceVpce"]',
    ),
    "every endpoint": wrong(
      "policy",
      document(invokeFrom("vpce-*")),
      'policy.Statement[0].Condition.StringEquals["aws:SourceVpce"]',
    ),
    "in a policy of its own": wrong(
      "policy",
      document(invokeFrom(), denyOthers("vpce-99999999")),
      'policy.Statement[1].Condition.StringNotEquals["aws:SourceVpce"]',
      "policy",
    ),
  },
});
