import type { Rule } from "../../model/rule";
import iamAccessKeyAge from "./iam-access-key-age";
import iamInvokeScoped from "./iam-invoke-scoped";
import iamNoAdmin from "./iam-no-admin";
import iamNoAwsManaged from "./iam-no-aws-managed";
import iamNoDecryptAllKeys from "./iam-no-decrypt-all-keys";
import iamNoInline from "./iam-no-inline";
import iamNoPrivEscalation from "./iam-no-priv-escalation";
import iamNoRiskyActions from "./iam-no-risky-actions";
import iamNoServiceWildcard from "./iam-no-service-wildcard";
import iamNoUsers from "./iam-no-users";
import iamNoWildcardResource from "./iam-no-wildcard-resource";
import iamPassroleScoped from "./iam-passrole-scoped";
import iamPasswordPolicy from "./iam-password-policy";
import iamPermissionsBoundary from "./iam-permissions-boundary";
import iamRoleNoMixedPolicies from "./iam-role-no-mixed-policies";
import iamSessionDuration from "./iam-session-duration";
import iamTrustConfusedDeputy from "./iam-trust-confused-deputy";
import iamTrustSpecific from "./iam-trust-specific";
import iamUserNoPolicies from "./iam-user-no-policies";

/** The rules for IAM. */
export const iamRules: readonly Rule[] = [
  iamAccessKeyAge,
  iamInvokeScoped,
  iamNoAdmin,
  iamNoAwsManaged,
  iamNoDecryptAllKeys,
  iamNoInline,
  iamNoPrivEscalation,
  iamNoRiskyActions,
  iamNoServiceWildcard,
  iamNoUsers,
  iamNoWildcardResource,
  iamPassroleScoped,
  iamPasswordPolicy,
  iamPermissionsBoundary,
  iamRoleNoMixedPolicies,
  iamSessionDuration,
  iamTrustConfusedDeputy,
  iamTrustSpecific,
  iamUserNoPolicies,
];
