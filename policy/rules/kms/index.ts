import type { Rule } from "../../model/rule";
import kmsDeletionWindow from "./kms-deletion-window";
import kmsDescription from "./kms-description";
import kmsEnabled from "./kms-enabled";
import kmsGrantLimited from "./kms-grant-limited";
import kmsLogsContext from "./kms-logs-context";
import kmsNoLockoutBypass from "./kms-no-lockout-bypass";
import kmsNoWildcardPrincipal from "./kms-no-wildcard-principal";
import kmsPolicyDefined from "./kms-policy-defined";
import kmsRotation from "./kms-rotation";
import kmsViaService from "./kms-via-service";

/** The rules for KMS. */
export const kmsRules: readonly Rule[] = [
  kmsDeletionWindow,
  kmsDescription,
  kmsEnabled,
  kmsGrantLimited,
  kmsLogsContext,
  kmsNoLockoutBypass,
  kmsNoWildcardPrincipal,
  kmsPolicyDefined,
  kmsRotation,
  kmsViaService,
];
