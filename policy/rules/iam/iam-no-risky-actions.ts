import { PERMISSION_HOLDERS, permissionPolicies } from "../../aws/policy-holders";
import { isEveryActionOfSome } from "../../documents/breadth";
import { actionMatches } from "../../documents/glob";
import { isReadable } from "../../documents/policy-document";
import { isRestrictable } from "../../documents/unrestrictable-actions";
import { wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, not } from "../../model/truth";
import { allow, document, leastPrivilege } from "./policy.fixture";

/**
 * What a stolen principal does the most harm with. Source: Service Authorization Reference: actions that answer
 * with credentials, that read stored data or secrets, and those of access level "Permissions management".
 */
const RISKS: Readonly<Record<string, readonly string[]>> = {
  "hands out credentials": [
    "sts:AssumeRole",
    "sts:AssumeRoleWithSAML",
    "sts:AssumeRoleWithWebIdentity",
    "sts:GetFederationToken",
    "iam:CreateAccessKey",
    "iam:UpdateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreateServiceSpecificCredential",
    "iam:ResetServiceSpecificCredential",
    "cognito-identity:GetCredentialsForIdentity",
    "cognito-identity:GetOpenIdTokenForDeveloperIdentity",
    "ec2:GetPasswordData",
    "rds-db:connect",
    "redshift:GetClusterCredentials",
    "sso:GetRoleCredentials",
  ],
  "reads stored data or secrets": [
    "s3:GetObject",
    "secretsmanager:GetSecretValue",
    "ssm:GetParameter",
    "ssm:GetParameters",
    "ssm:GetParametersByPath",
    "rds:CreateDBSnapshot",
    "rds:CopyDBSnapshot",
  ],
  "changes who is permitted what": [
    "iam:CreatePolicy",
    "iam:CreateRole",
    "iam:DeleteRolePolicy",
    "iam:DetachRolePolicy",
    "iam:UpdateAssumeRolePolicy",
    "iam:PutRolePermissionsBoundary",
    "s3:PutBucketPolicy",
    "s3:DeleteBucketPolicy",
    "s3:PutBucketAcl",
    "s3:PutObjectAcl",
    "s3:PutBucketPublicAccessBlock",
    "s3:PutAccountPublicAccessBlock",
    "kms:PutKeyPolicy",
    "kms:CreateGrant",
    "lambda:AddPermission",
    "lambda:AddLayerVersionPermission",
    "sns:AddPermission",
    "sqs:AddPermission",
    "dynamodb:PutResourcePolicy",
    "kinesis:PutResourcePolicy",
    "secretsmanager:PutResourcePolicy",
    "apigateway:UpdateRestApiPolicy",
    "ecr:SetRepositoryPolicy",
    "ram:CreateResourceShare",
    "organizations:AttachPolicy",
  ],
};

/** First words of actions of access level "Write". */
const WRITES =
  /^[\w*?-]+:(\*|(Batch)?(Add|Associate|Attach|Change|Copy|Create|Delete|Deregister|Detach|Disable|Disassociate|Enable|Import|Invoke|Modify|Publish|Purge|Put|Reboot|Register|Remove|Replace|Reset|Restore|Run|Send|Set|Start|Stop|Terminate|Update|Upload|Write))/i;

const isWrite = (text: string, restrictable: boolean): boolean =>
  restrictable && (isEveryActionOfSome(text) || WRITES.test(text));

export default defineRule({
  id: "iam-no-risky-actions",
  title: "No policy hands out credentials, data, permissions or changes without a limit",
  severity: "high",
  scope: "resource",
  types: PERMISSION_HOLDERS,
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html",
  ],
  choice:
    "Judged on every resource without a condition only. What cannot be limited to a resource is left to iam-no-wildcard-resource, iam:PassRole to iam-passrole-scoped.",
  options: optionsOf({ ignore: names("Actions that may stand on every resource.", []) }),
  fix: "write the ARNs of the resources that are meant, or add a condition",
  check({ resource, options, expect }) {
    for (const policy of permissionPolicies(resource)) {
      expect(isReadable(policy), policy.at, "the policy is not a JSON policy document");
      for (const statement of policy.statements) {
        const free = all([statement.allows, not(statement.limited)]);
        if (free === false) continue;
        for (const [what, actions] of Object.entries(RISKS)) {
          const judged = actions.filter(
            (action) => !options.ignore.some((one) => actionMatches(one, action)),
          );
          const covered = any(judged.map((action) => statement.coversActionEverywhere(action)));
          expect(not(all([free, covered])), statement.at, `${statement.label} ${what} on every resource`);
        }
        const writes = any([
          statement.notActions.present,
          statement.actions.some((action) =>
            action.matches((text) => isWrite(text, isRestrictable(text, options.ignore))),
          ),
        ]);
        expect(
          not(all([free, statement.coversAllResources, writes])),
          statement.at,
          `${statement.label} allows changes to every resource`,
        );
      }
    }
    expect(true, "", "");
  },
  compliant: leastPrivilege,
  violations: {
    credentials: wrong("policy", document(allow("sts:AssumeRole", "*")), "policy.Statement[0]"),
    "every role of every account": wrong(
      "policy",
      document(allow("sts:AssumeRole", "arn:aws:iam::*:role/*")),
      "policy.Statement[0]",
    ),
    "every bucket": wrong("policy", document(allow("s3:GetObject", "arn:aws:s3:::*")), "policy.Statement[0]"),
    secrets: wrong("policy", document(allow("secretsmanager:Get*", "*")), "policy.Statement[0]"),
    permissions: wrong("policy", document(allow("lambda:AddPermission", "*")), "policy.Statement[0]"),
    writes: wrong("policy", document(allow("dynamodb:BatchWriteItem", "*")), "policy.Statement[0]"),
    "all but something": wrong(
      "policy",
      document({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
      "policy.Statement[0]",
    ),
  },
});
