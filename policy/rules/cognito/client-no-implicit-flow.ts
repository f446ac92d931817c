import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

const CLIENT = "aws:cognito/userPoolClient:UserPoolClient";

export default defineRule({
  id: "client-no-implicit-flow",
  title: "No app client uses the implicit grant",
  severity: "high",
  scope: "resource",
  types: [CLIENT],
  frameworks: {
    "nist-800-53-r5": ["IA-2", "SC-8"],
    "pci-dss-4": ["4.2", "8.3"],
    soc2: ["CC6.1"],
    "iso-27001": ["A.5.16", "A.8.5"],
  },
  links: ["https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints-oauth-grants.html"],
  options: noOptions,
  fix: "use the code grant with PKCE",
  check({ resource, expect }) {
    const flows = resource.get("allowedOauthFlows");
    expect(
      not(flows.some((flow) => flow.is("implicit"))),
      flows,
      "the implicit grant puts tokens into the address bar, the history and logs",
    );
  },
  compliant: only(CLIENT, { allowedOauthFlows: ["code"] }),
  violations: { implicit: wrong("allowedOauthFlows", ["code", "implicit"]) },
});
