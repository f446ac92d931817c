import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

const IDENTITY_POOL = "aws:cognito/identityPool:IdentityPool";

export default defineRule({
  id: "identity-pool-no-guest",
  title: "An identity pool gives no AWS credentials to guests",
  severity: "high",
  scope: "resource",
  types: [IDENTITY_POOL],
  frameworks: { fsbp: ["Cognito.2"] },
  links: ["https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html"],
  options: noOptions,
  fix: "set allowUnauthenticatedIdentities to false",
  check({ resource, expect }) {
    const guests = resource.get("allowUnauthenticatedIdentities");
    expect(
      not(guests.isTrue()),
      guests,
      "anyone who knows the pool's id gets AWS credentials without signing in",
    );
  },
  compliant: only(IDENTITY_POOL, { allowUnauthenticatedIdentities: false }),
  violations: { guests: wrong("allowUnauthenticatedIdentities", true) },
});
