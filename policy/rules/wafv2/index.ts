import type { Rule } from "../../model/rule";
import webaclBlockNotCount from "./webacl-block-not-count";
import webaclCoreRuleSet from "./webacl-core-rule-set";
import webaclHasRules from "./webacl-has-rules";
import webaclKnownBadInputs from "./webacl-known-bad-inputs";
import webaclLogPrefix from "./webacl-log-prefix";
import webaclLogRedaction from "./webacl-log-redaction";
import webaclPriorityUnique from "./webacl-priority-unique";
import webaclScopeRegional from "./webacl-scope-regional";

/** The rules for WAF. */
export const wafv2Rules: readonly Rule[] = [
  webaclBlockNotCount,
  webaclCoreRuleSet,
  webaclHasRules,
  webaclKnownBadInputs,
  webaclLogPrefix,
  webaclLogRedaction,
  webaclPriorityUnique,
  webaclScopeRegional,
];
