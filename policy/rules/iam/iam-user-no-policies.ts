import { extra, only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

const ATTACHMENT = "aws:iam/policyAttachment:PolicyAttachment";
const USER_ATTACHMENT = "aws:iam/userPolicyAttachment:UserPolicyAttachment";
const USER_POLICY = "aws:iam/userPolicy:UserPolicy";

export default defineRule({
  id: "iam-user-no-policies",
  title: "Users get their permissions from groups or roles",
  severity: "low",
  scope: "resource",
  types: [USER_POLICY, USER_ATTACHMENT, ATTACHMENT],
  frameworks: { fsbp: ["IAM.2"], "cis-aws": ["1.14"], "pci-dss-4": ["7.2.3"] },
  links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-2"],
  options: noOptions,
  fix: "attach the policy to a group, or better to a role that is taken for a while",
  check({ resource, expect }) {
    if (resource.type !== ATTACHMENT)
      return expect(false, "", "the policy hangs on one user, where nobody looks for it");
    const users = resource.get("users");
    expect(not(users.notEmpty), users, "the policy hangs on single users");
  },
  compliant: only(ATTACHMENT, { policyArn: "policy", groups: ["readers"] }),
  violations: {
    "users of an attachment": wrong("users", ["anna"]),
    attachment: extra({ type: USER_ATTACHMENT, name: "user", props: {} }, ""),
    inline: extra({ type: USER_POLICY, name: "inline", props: { policy: "{}" } }, ""),
  },
});
