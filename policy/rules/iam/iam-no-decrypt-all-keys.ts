import { PERMISSION_HOLDERS, permissionPolicies } from "../../aws/policy-holders";
import { isEvery } from "../../documents/breadth";
import { isReadable } from "../../documents/policy-document";
import { wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, not } from "../../model/truth";
import { allow, document, leastPrivilege } from "./policy.fixture";

const DECRYPTING = ["kms:Decrypt", "kms:ReEncryptFrom"];
/** Every key of a region or of an account, whichever way it is written. */
const isEveryKey = (text: string): boolean => isEvery("kms", "key/", text);

export default defineRule({
  id: "iam-no-decrypt-all-keys",
  title: "No policy decrypts with every key",
  severity: "medium",
  scope: "resource",
  types: PERMISSION_HOLDERS,
  frameworks: { fsbp: ["KMS.1", "KMS.2"] },
  links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html"],
  choice:
    "A condition (kms:ViaService, kms:ResourceAliases) limits which data is meant, so it counts; Security Hub does not read it.",
  options: noOptions,
  fix: "name the ARNs of the keys",
  check({ resource, expect }) {
    for (const policy of permissionPolicies(resource)) {
      expect(isReadable(policy), policy.at, "the policy is not a JSON policy document");
      for (const statement of policy.statements) {
        const everyKey = any([
          statement.notResources.present,
          statement.resources.some((item) => item.matches(isEveryKey)),
        ]);
        expect(
          not(
            all([
              statement.allows,
              any(DECRYPTING.map((action) => statement.coversAction(action))),
              everyKey,
              not(statement.limited),
            ]),
          ),
          statement.at,
          `${statement.label} decrypts with every key`,
        );
      }
    }
    expect(true, "", "");
  },
  compliant: leastPrivilege,
  violations: {
    "every key": wrong("policy", document(allow("kms:Decrypt", "*")), "policy.Statement[0]"),
    "a condition that everyone meets": wrong(
      "policy",
      document({ ...allow("kms:Decrypt", "*"), Condition: { Bool: { "aws:SecureTransport": "true" } } }),
      "policy.Statement[0]",
    ),
    "every key of the account": wrong(
      "policy",
      document(allow("kms:ReEncrypt*", "arn:aws:kms:*:000000000000:key/*")),
      "policy.Statement[0]",
    ),
  },
});
