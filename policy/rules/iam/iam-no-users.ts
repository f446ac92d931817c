import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const USER = "aws:iam/user:User";
const ACCESS_KEY = "aws:iam/accessKey:AccessKey";

export default defineRule({
  id: "iam-no-users",
  title: "The stack makes no IAM users and no long-lived keys",
  severity: "medium",
  scope: "resource",
  types: [USER, ACCESS_KEY, "aws:iam/userLoginProfile:UserLoginProfile"],
  frameworks: { "pci-dss-4": ["7.2.2", "8.2.1"] },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp"],
  choice: "A key with status Inactive opens nothing and passes, so that a key can be retired in two steps.",
  options: noOptions,
  fix: "use a role: IAM Identity Center for people, OIDC or Roles Anywhere for machines outside AWS",
  check({ resource, expect }) {
    if (resource.type !== ACCESS_KEY)
      return expect(false, "", "users have credentials that do not end by themselves");
    const status = resource.get("status");
    expect(
      status.is("Inactive"),
      status,
      "the key is valid until somebody deletes it, and stands in the state",
    );
  },
  compliant: stackOf({ type: ACCESS_KEY, name: "subject", props: { user: "old", status: "Inactive" } }),
  violations: {
    "active key": wrong("status", "Active"),
    "key without a status": wrong("status", undefined),
    user: {
      change: ({ resources }) => ({ resources: [...resources, { type: USER, name: "user", props: {} }] }),
      property: "",
    },
  },
});
