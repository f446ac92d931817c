import { ROLE, ROLE_POLICY_ATTACHMENT } from "../../aws/policy-holders";
import { globMatches } from "../../documents/glob";
import { stackOf, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

/** `arn:aws:iam::aws:policy/…`: the account's place is taken by the word aws. */
const MANAGED = /^arn:[\w-]+:iam::aws:policy\/(.+)$/;

export default defineRule({
  id: "iam-no-aws-managed",
  title: "Permissions come from policies of one's own",
  severity: "low",
  scope: "resource",
  types: [
    ROLE_POLICY_ATTACHMENT,
    ROLE,
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    "aws:iam/policyAttachment:PolicyAttachment",
  ],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html"],
  choice:
    "Policies under service-role/ are accepted by default: AWS makes each for one service, and some services take no other. Together with a ban on inline policies this rule would leave customer managed ones only; see iam-no-inline.",
  options: optionsOf({
    allowed: names("AWS managed policies that are accepted; * stands for any characters.", [
      "service-role/*",
    ]),
  }),
  fix: "write a policy with the actions and the resources that are needed",
  check({ resource, options, expect }) {
    for (const list of [resource.get("policyArn"), resource.get("managedPolicyArns")]) {
      if (list.unknown) expect("unknown", list, "the policies are not known yet");
      for (const arn of list.items) {
        const refused = arn.matches((text) => {
          const name = MANAGED.exec(text)?.[1];
          return name !== undefined && !options.allowed.some((pattern) => globMatches(pattern, name));
        });
        expect(not(refused), arn, `${arn.shown ?? "the policy"} is AWS's, and changes when AWS changes it`);
      }
    }
    expect(true, "", "");
  },
  compliant: stackOf(
    {
      type: ROLE_POLICY_ATTACHMENT,
      name: "subject",
      props: { role: "role", policyArn: "arn:aws:iam::000000000000:policy/reader" },
    },
    {
      type: ROLE,
      name: "role",
      props: { managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"] },
    },
  ),
  violations: {
    attached: wrong("policyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
    "in the role": wrong(
      ["managedPolicyArns", 0],
      "arn:aws-cn:iam::aws:policy/AmazonS3FullAccess",
      "managedPolicyArns[0]",
      "role",
    ),
  },
});
