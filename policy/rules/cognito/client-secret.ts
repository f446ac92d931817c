import { USER_POOL_CLIENT } from "../../aws/user-pool";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies } from "../../model/truth";

export default defineRule({
  id: "client-secret",
  title: "A client that signs in as itself has a secret",
  severity: "medium",
  scope: "resource",
  types: [USER_POOL_CLIENT],
  frameworks: {
    "nist-800-53-r5": ["IA-2", "IA-3", "IA-5"],
    "pci-dss-4": ["8.3"],
    soc2: ["CC6.1", "CC6.3"],
    "iso-27001": ["A.5.16", "A.8.5"],
  },
  links: ["https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html"],
  options: noOptions,
  fix: "set generateSecret to true",
  check({ resource, expect, notApplicable }) {
    const machine = resource.get("allowedOauthFlows").some((flow) => flow.is("client_credentials"));
    if (machine === false) return notApplicable();
    const secret = resource.get("generateSecret");
    expect(
      implies(machine, secret.isTrue()),
      secret,
      "Cognito refuses client_credentials to a client without a secret",
    );
  },
  compliant: only(USER_POOL_CLIENT, { allowedOauthFlows: ["client_credentials"], generateSecret: true }),
  violations: {
    "not stated": wrong("generateSecret", undefined, "generateSecret"),
    none: wrong("generateSecret", false),
  },
});
