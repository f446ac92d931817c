import type { Rule } from "../../model/rule";
import iamInvokeScoped from "./iam-invoke-scoped";
import iamNoAdmin from "./iam-no-admin";
import iamNoDecryptAllKeys from "./iam-no-decrypt-all-keys";
import iamNoPrivEscalation from "./iam-no-priv-escalation";
import iamNoRiskyActions from "./iam-no-risky-actions";
import iamNoServiceWildcard from "./iam-no-service-wildcard";
import iamNoUsers from "./iam-no-users";
import iamNoWildcardResource from "./iam-no-wildcard-resource";
import iamPassroleScoped from "./iam-passrole-scoped";
import iamPasswordPolicy from "./iam-password-policy";
import iamRoleNoMixedPolicies from "./iam-role-no-mixed-policies";
import iamTrustConfusedDeputy from "./iam-trust-confused-deputy";
import iamTrustSpecific from "./iam-trust-specific";

/** The rules for IAM. */
export const iamRules: readonly Rule[] = [
  iamInvokeScoped,
  iamNoAdmin,
  iamNoDecryptAllKeys,
  iamNoPrivEscalation,
  iamNoRiskyActions,
  iamNoServiceWildcard,
  iamNoUsers,
  iamNoWildcardResource,
  iamPassroleScoped,
  iamPasswordPolicy,
  iamRoleNoMixedPolicies,
  iamTrustConfusedDeputy,
  iamTrustSpecific,
];
