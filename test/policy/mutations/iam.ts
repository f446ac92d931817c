import { allowing } from "./edits";
import { beside, set, type Mutation } from "./mutation";
import { ROLE } from "./targets";

/** Rule → the mistake that it must catch in the production stage. */
export const iamMutations: Readonly<Record<string, Mutation>> = {
  "iam-access-key-age": beside("iam-access-key-age", "too old"),
  "iam-invoke-scoped": allowing(
    "execute-api:Invoke",
    "arn:aws:execute-api:eu-west-1:000000000000:a1b2c3/*",
    "vpce-required-services",
  ),
  "iam-no-admin": allowing(
    "*",
    "*",
    "iam-invoke-scoped",
    "iam-no-decrypt-all-keys",
    "iam-no-priv-escalation",
    "iam-no-risky-actions",
    "iam-no-service-wildcard",
    "iam-no-wildcard-resource",
    "iam-passrole-scoped",
    "iam-permissions-boundary",
    "lambda-role-no-star",
  ),
  "iam-no-aws-managed": set(ROLE, "managedPolicyArns", ["arn:aws-cn:iam::aws:policy/AmazonS3FullAccess"]),
  "iam-no-decrypt-all-keys": allowing(
    "kms:Decrypt",
    "*",
    "iam-no-wildcard-resource",
    "vpce-required-services",
  ),
  "iam-no-inline": beside("iam-no-inline", "group"),
  "iam-no-priv-escalation": allowing(
    "iam:CreatePolicyVersion",
    "*",
    "iam-no-risky-actions",
    "iam-no-wildcard-resource",
    "iam-permissions-boundary",
  ),
  "iam-no-risky-actions": allowing(
    "secretsmanager:GetSecretValue",
    "*",
    "iam-no-wildcard-resource",
    "vpce-required-services",
  ),
  "iam-no-service-wildcard": allowing("dynamodb:*", "arn:aws:dynamodb:eu-west-1:000000000000:table/users"),
  "iam-no-users": beside("iam-no-users", "active key"),
  "iam-no-wildcard-resource": allowing("dynamodb:GetItem", "*"),
  "iam-passrole-scoped": allowing("iam:PassRole", "arn:aws:iam::000000000000:role/*"),
  "iam-password-policy": beside("iam-password-policy", "short"),
  "iam-permissions-boundary": allowing("iam:CreateRole", "arn:aws:iam::000000000000:role/app"),
  "iam-role-no-mixed-policies": set(ROLE, "inlinePolicies", [{ name: "write", policy: "{}" }]),
  "iam-session-duration": set(ROLE, "maxSessionDuration", 43200),
  "iam-trust-confused-deputy": set(
    ROLE,
    "assumeRolePolicy",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"apigateway.amazonaws.com"}}]}',
  ),
  "iam-trust-specific": set(
    ROLE,
    "assumeRolePolicy",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":"*"}]}',
  ),
  "iam-user-no-policies": beside("iam-user-no-policies", "users of an attachment"),
};
