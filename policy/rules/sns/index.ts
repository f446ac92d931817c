import type { Rule } from "../../model/rule";
import snsEncrypted from "./sns-encrypted";
import snsNoHttpSubscription from "./sns-no-http-subscription";
import snsNoPublicPolicy from "./sns-no-public-policy";
import snsRedrive from "./sns-redrive";
import snsTlsOnly from "./sns-tls-only";

/** The rules for SNS. */
export const snsRules: readonly Rule[] = [
  snsEncrypted,
  snsNoHttpSubscription,
  snsNoPublicPolicy,
  snsRedrive,
  snsTlsOnly,
];
