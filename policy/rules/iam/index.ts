import type { Rule } from "../../model/rule";
import iamNoAdmin from "./iam-no-admin";
import iamNoPrivEscalation from "./iam-no-priv-escalation";
import iamNoRiskyActions from "./iam-no-risky-actions";
import iamNoServiceWildcard from "./iam-no-service-wildcard";
import iamNoWildcardResource from "./iam-no-wildcard-resource";
import iamTrustSpecific from "./iam-trust-specific";

/** The rules for IAM. */
export const iamRules: readonly Rule[] = [
  iamNoAdmin,
  iamNoPrivEscalation,
  iamNoRiskyActions,
  iamNoServiceWildcard,
  iamNoWildcardResource,
  iamTrustSpecific,
];
