import type { Rule } from "../../model/rule";
import kmsDeletionWindow from "./kms-deletion-window";
import kmsNoLockoutBypass from "./kms-no-lockout-bypass";
import kmsNoWildcardPrincipal from "./kms-no-wildcard-principal";

/** The rules for KMS. */
export const kmsRules: readonly Rule[] = [kmsDeletionWindow, kmsNoLockoutBypass, kmsNoWildcardPrincipal];
