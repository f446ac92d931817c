import { PERMISSION_HOLDERS, permissionPolicies, ROLE_POLICY } from "../../aws/policy-holders";
import { parseArn } from "../../documents/arn";
import { actionMatches } from "../../documents/glob";
import { isReadable } from "../../documents/policy-document";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, not } from "../../model/truth";
import { allow, document } from "../iam/policy.fixture";

const ACTION = "execute-api:ManageConnections";
const CONNECTIONS = "arn:aws:execute-api:eu-central-1:000000000000:a1b2c3d4e5/prod/POST/@connections/*";

/** An ARN whose API id is written out; below it a wildcard stays within that API. */
function namesOneApi(text: string): boolean {
  const arn = parseArn(text);
  return arn?.service === "execute-api" && /^[^*?/]+\//.test(arn.resource);
}

export default defineRule({
  id: "ws-manage-connections-scoped",
  title: "Permission to write to WebSocket connections is for one API",
  severity: "high",
  scope: "resource",
  types: PERMISSION_HOLDERS,
  frameworks: { "nist-800-53-r5": ["AC-6"] },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html",
  ],
  choice: "Action `*` and the like are left to iam-no-admin and iam-no-service-wildcard.",
  options: noOptions,
  fix: "use the API's executionArn with the stage: <executionArn>/<stage>/POST/@connections/*",
  check({ resource, expect, notApplicable }) {
    let spoken = false;
    for (const policy of permissionPolicies(resource)) {
      if (policy.state === "unknown") {
        spoken = true;
        expect(isReadable(policy), policy.at, "the policy is not known yet");
      }
      for (const statement of policy.statements) {
        const named = statement.actions.some((item) =>
          item.matches((text) => /^execute-api:/i.test(text) && actionMatches(text, ACTION)),
        );
        if (named === false || statement.allows === false) continue;
        spoken = true;
        if (statement.notResources.state !== "absent")
          expect(
            not(all([statement.allows, named])),
            statement.notResources,
            `${statement.label} spares some APIs only`,
          );
        for (const target of statement.resources.items)
          expect(
            not(all([statement.allows, named, not(target.matches(namesOneApi))])),
            target,
            `${statement.label} may write to connections of ${target.shown ?? "any API"}`,
          );
        if (statement.resources.unknown)
          expect("unknown", statement.resources, "the resources are not known yet");
      }
    }
    if (!spoken) notApplicable();
  },
  compliant: only(ROLE_POLICY, { policy: document(allow(ACTION, [CONNECTIONS])) }),
  violations: {
    "every API": wrong("policy", document(allow(ACTION, ["*"])), "policy.Statement[0].Resource[0]"),
    "every API of the account": wrong(
      "policy",
      document(
        allow("execute-api:Manage*", ["arn:aws:execute-api:eu-central-1:000000000000:*/@connections/*"]),
      ),
      "policy.Statement[0].Resource[0]",
    ),
  },
});
