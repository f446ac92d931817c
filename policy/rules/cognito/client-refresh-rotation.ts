import { USER_POOL_CLIENT } from "../../aws/user-pool";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import { implies, not } from "../../model/truth";

/** Only machines: client_credentials gives no refresh token, so there is nothing to rotate. */
const machineOnly = ({ props }: Resource) => {
  const flows = props.get("allowedOauthFlows");
  if (flows.unknown) return "unknown";
  return flows.items.length > 0 ? flows.every((flow) => flow.is("client_credentials")) : false;
};

export default defineRule({
  id: "client-refresh-rotation",
  title: "A refresh token is good for one use",
  severity: "low",
  scope: "resource",
  types: [USER_POOL_CLIENT],
  frameworks: {
    "nist-800-53-r5": ["IA-5"],
    "pci-dss-4": ["8.6"],
    soc2: ["CC6.1"],
    "iso-27001": ["A.5.17", "A.8.5"],
  },
  links: [
    "https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html",
  ],
  options: noOptions,
  fix: 'set refreshTokenRotation.feature to "ENABLED", and leave ALLOW_REFRESH_TOKEN_AUTH out of explicitAuthFlows',
  check({ resource, expect, notApplicable }) {
    const machine = machineOnly(resource);
    if (machine === true) return notApplicable();
    const feature = resource.get("refreshTokenRotation", "feature");
    expect(
      implies(not(machine), feature.is("ENABLED")),
      feature,
      "a stolen refresh token gives new tokens until it expires, unnoticed",
    );
  },
  compliant: only(USER_POOL_CLIENT, {
    allowedOauthFlows: ["code"],
    refreshTokenRotation: { feature: "ENABLED", retryGracePeriodSeconds: 10 },
  }),
  violations: {
    "not stated": wrong("refreshTokenRotation", undefined, "refreshTokenRotation.feature"),
    "switched off": wrong(["refreshTokenRotation", "feature"], "DISABLED"),
  },
});
