import { WEB_ACL, WEB_ACL_RULE } from "../../aws/web-acl";
import { only, missing, ref, wrong, type FixtureResource, type Violation } from "../../model/fixture";
import type { JsonObject } from "../../model/wire";

/** A rule that uses one of AWS's managed groups, blocking as the group says. */
export const managed = (name: string, priority: number, changes: JsonObject = {}): JsonObject => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
  ...changes,
});

/** A web ACL with the two groups that every public API should have. */
export const webAcl = only(WEB_ACL, {
  scope: "REGIONAL",
  defaultAction: { allow: {} },
  rules: [managed("AWSManagedRulesCommonRuleSet", 1), managed("AWSManagedRulesKnownBadInputsRuleSet", 2)],
});

/** A rule that lets in what bears a header. */
const doorFor = (header: string): JsonObject => ({
  name: "from-the-distribution",
  priority: 0,
  action: { allow: {} },
  statement: {
    byteMatchStatement: {
      fieldToMatch: { singleHeader: { name: header } },
      positionalConstraint: "EXACTLY",
      searchString: "a secret",
    },
  },
});

/** A web ACL that lets in what comes from a distribution, which has a web ACL itself. */
export const frontedAcl: readonly FixtureResource[] = [
  {
    type: WEB_ACL,
    name: "origin",
    props: { scope: "REGIONAL", defaultAction: { block: {} }, rules: [doorFor("x-origin-secret")] },
  },
  {
    type: "aws:cloudfront/distribution:Distribution",
    name: "distribution",
    props: {
      webAclId: ref("edge"),
      origins: [{ customHeaders: [{ name: "X-Origin-Secret", value: "a secret" }] }],
    },
  },
  {
    type: WEB_ACL,
    name: "edge",
    props: {
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      rules: [
        managed("AWSManagedRulesCommonRuleSet", 1),
        managed("AWSManagedRulesKnownBadInputsRuleSet", 2),
        {
          name: "rate",
          priority: 0,
          action: { block: {} },
          statement: { rateBasedStatement: { limit: 2000 } },
        },
      ],
    },
  },
];

/** Mistakes by which such an ACL is no longer the second of two, and the property that a finding names. */
export const frontedMistakes: Readonly<Record<string, Violation>> = {
  "all but a header blocked, and no distribution": missing("distribution", "rules"),
  "behind a distribution without a web ACL": wrong("webAclId", undefined, "rules", "distribution"),
  "all let in beside a header": wrong("defaultAction", { allow: {} }, "rules", "origin"),
  "another header than the distribution's": wrong("rules", [doorFor("x-other")], "rules", "origin"),
  "a header that only begins so": wrong(
    ["rules", 0, "statement", "byteMatchStatement", "positionalConstraint"],
    "STARTS_WITH",
    "rules",
    "origin",
  ),
  "one more way in": wrong(
    ["rules", 1],
    { name: "germany", action: { allow: {} }, statement: { geoMatchStatement: { countryCodes: ["DE"] } } },
    "rules",
    "origin",
  ),
};

/** Web ACLs that have a managed group in each way there is, or another web ACL before them. */
export const aclsWith = (group: string): { readonly resources: readonly FixtureResource[] } => ({
  resources: [
    ...webAcl.resources,
    ...frontedAcl,
    {
      type: WEB_ACL,
      name: "raw",
      props: {
        scope: "REGIONAL",
        ruleJson: JSON.stringify([
          { Name: "group", Statement: { ManagedRuleGroupStatement: { VendorName: "AWS", Name: group } } },
        ]),
      },
    },
    { type: WEB_ACL, name: "separate", props: { scope: "REGIONAL" } },
    { type: WEB_ACL_RULE, name: "rule", props: { webAclArn: "separate-arn", ...managed(group, 1) } },
  ],
});

/** Mistakes by which no web ACL looks for what a managed group looks for. */
export const groupMistakes: Readonly<Record<string, Violation>> = {
  "no rules": wrong("rules", []),
  "another group": wrong("rules", [managed("AWSManagedRulesAmazonIpReputationList", 1)]),
  ...frontedMistakes,
};
