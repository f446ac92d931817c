import type { Rule } from "../../model/rule";
import webaclBlockNotCount from "./webacl-block-not-count";
import webaclCapacity from "./webacl-capacity";
import webaclCoreRuleSet from "./webacl-core-rule-set";
import webaclDefaultAction from "./webacl-default-action";
import webaclHasRules from "./webacl-has-rules";
import webaclKnownBadInputs from "./webacl-known-bad-inputs";
import webaclLogPrefix from "./webacl-log-prefix";
import webaclLogRedaction from "./webacl-log-redaction";
import webaclLogging from "./webacl-logging";
import webaclPriorityUnique from "./webacl-priority-unique";
import webaclRateRule from "./webacl-rate-rule";
import webaclRuleActions from "./webacl-rule-actions";
import webaclRuleMetrics from "./webacl-rule-metrics";
import webaclScopeRegional from "./webacl-scope-regional";

/** The rules for WAF. */
export const wafv2Rules: readonly Rule[] = [
  webaclBlockNotCount,
  webaclCapacity,
  webaclCoreRuleSet,
  webaclDefaultAction,
  webaclHasRules,
  webaclKnownBadInputs,
  webaclLogPrefix,
  webaclLogRedaction,
  webaclLogging,
  webaclPriorityUnique,
  webaclRateRule,
  webaclRuleActions,
  webaclRuleMetrics,
  webaclScopeRegional,
];
