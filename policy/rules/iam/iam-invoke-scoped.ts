import { PERMISSION_HOLDERS, permissionPolicies } from "../../aws/policy-holders";
import { parseArn } from "../../documents/arn";
import { isEvery } from "../../documents/breadth";
import { globMatches, isEverything } from "../../documents/glob";
import { isReadable } from "../../documents/policy-document";
import { wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, not } from "../../model/truth";
import { allow, document, leastPrivilege } from "./policy.fixture";

/** Whether the ARN leaves the API or its stage open. `api-id/*` does: the star goes over slashes. */
function isUnscoped(text: string): boolean {
  if (isEvery("execute-api", "", text)) return true;
  const arn = parseArn(text);
  if (arn === undefined || !globMatches(arn.service, "execute-api")) return false;
  const [api = "", stage = "", ...method] = arn.resource.split("/");
  return [api, stage].some((part) => part === "" || isEverything(part)) || method.length === 0;
}

const invoke = (resource: string) => document(allow("execute-api:Invoke", resource));
const API = "arn:aws:execute-api:eu-central-1:000000000000:abc123";

export default defineRule({
  id: "iam-invoke-scoped",
  title: "The right to call an API names the API, its stage and its methods",
  severity: "medium",
  scope: "resource",
  types: PERMISSION_HOLDERS,
  frameworks: {
    "nist-800-53-r5": ["AC-2", "AC-3", "AC-6"],
    "pci-dss-4": ["7.1", "7.2"],
    soc2: ["CC6.1", "CC6.3"],
    "iso-27001": ["A.5.15", "A.8.3"],
  },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html",
  ],
  choice:
    "A star in the place of the method is accepted, for callers of a whole API; API and stage must be named.",
  options: noOptions,
  fix: "write arn:…:execute-api:region:account:api-id/stage/METHOD/path",
  check({ resource, expect }) {
    for (const policy of permissionPolicies(resource)) {
      expect(isReadable(policy), policy.at, "the policy is not a JSON policy document");
      for (const statement of policy.statements) {
        const unscoped = any([
          statement.notResources.present,
          statement.resources.some((item) => item.matches(isUnscoped)),
        ]);
        expect(
          not(all([statement.allows, statement.coversAction("execute-api:Invoke"), unscoped])),
          statement.at,
          `${statement.label} may call more than one stage of one API`,
        );
      }
    }
    expect(true, "", "");
  },
  compliant: {
    resources: [
      ...leastPrivilege.resources,
      {
        type: "aws:iam/rolePolicy:RolePolicy",
        name: "calling",
        props: { policy: invoke(`${API}/prod/GET/users/*`) },
      },
    ],
  },
  violations: {
    everything: wrong("policy", invoke("*"), "policy.Statement[0]"),
    "every API": wrong("policy", invoke("arn:aws:execute-api:*:*:*/prod/GET/users"), "policy.Statement[0]"),
    "every stage": wrong("policy", invoke(`${API}/*`), "policy.Statement[0]"),
  },
});
