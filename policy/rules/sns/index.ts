import type { Rule } from "../../model/rule";
import snsNoHttpSubscription from "./sns-no-http-subscription";
import snsNoPublicPolicy from "./sns-no-public-policy";
import snsTlsOnly from "./sns-tls-only";

/** The rules for SNS. */
export const snsRules: readonly Rule[] = [snsNoHttpSubscription, snsNoPublicPolicy, snsTlsOnly];
