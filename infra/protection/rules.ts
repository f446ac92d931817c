import type { Input } from "@pulumi/pulumi";
import { bodyRule, inspectedKilobytes } from "./bodyRule";
import { refusal } from "./refusals";
import type { Rule, WafSettings } from "./rule";

/** AWS's managed rule groups that every stage has, cheapest refusal first, with the capacity units that AWS documents. */
export const managedGroups = [
  { name: "AWSManagedRulesAmazonIpReputationList", capacity: 25 },
  { name: "AWSManagedRulesCommonRuleSet", capacity: 700 },
  { name: "AWSManagedRulesKnownBadInputsRuleSet", capacity: 200 },
  { name: "AWSManagedRulesSQLiRuleSet", capacity: 200 },
] as const;

/**
 * Groups that a stage may add. Bot control is paid per request. Neither may turn away callers for being programs on
 * servers, which is what most callers of an API are: such a rule only counts.
 */
export const optionalGroups = {
  anonymousAddresses: {
    name: "AWSManagedRulesAnonymousIpList",
    capacity: 50,
    onlyCounted: ["HostingProviderIPList"],
  },
  botControl: {
    name: "AWSManagedRulesBotControlRuleSet",
    capacity: 50,
    onlyCounted: ["CategoryHttpLibrary", "SignalNonBrowserUserAgent"],
  },
} as const;

/** ARNs of IP sets, by what is done with them; one set holds addresses of one version. */
export interface AddressSets {
  readonly allow: readonly Input<string>[];
  readonly deny: readonly Input<string>[];
}

export const visibility = (metricName: string) => ({
  cloudwatchMetricsEnabled: true,
  metricName,
  // Samples hold whole requests, whatever the log redacts.
  sampledRequestsEnabled: false,
});

/** A rule without its place among the others. */
type Draft = Omit<Rule, "priority" | "visibilityConfig"> & { readonly name: string };

/**
 * The rules of a stage's web ACL, in the order in which they are met: addresses that are always let through, addresses
 * and countries that are not, floods, bodies, and then the managed groups, which cost the most to evaluate. In count
 * mode every rule only records what it would have blocked.
 */
export function webAclRules(settings: WafSettings, sets: AddressSets = { allow: [], deny: [] }): Rule[] {
  const drafts: Draft[] = [
    ...fromSets("allowed-addresses", sets.allow, { allow: {} }),
    ...fromSets("denied-addresses", sets.deny, blockOrCount(settings, "refused")),
    ...countries(settings),
    ...rates(settings),
    ...bodyRule(settings, blockOrCount(settings, "tooLarge")),
    ...groups(settings),
  ];
  return drafts.map((draft, priority) => ({ ...draft, priority, visibilityConfig: visibility(draft.name) }));
}

const blockOrCount = ({ mode }: WafSettings, why: Parameters<typeof refusal>[0]): Rule["action"] =>
  mode === "block" ? { block: refusal(why) } : { count: {} };

function fromSets(name: string, arns: readonly Input<string>[], action: Rule["action"]): Draft[] {
  const [first, ...others] = arns.map((arn) => ({ ipSetReferenceStatement: { arn } }));
  if (!first) return [];
  const statement = others.length === 0 ? first : { orStatement: { statements: [first, ...others] } };
  return [{ name, action, statement }];
}

function countries(settings: WafSettings): Draft[] {
  const { denyCountries } = settings;
  if (denyCountries.length === 0) return [];
  return [
    {
      name: "denied-countries",
      action: blockOrCount(settings, "refused"),
      statement: { geoMatchStatement: { countryCodes: [...denyCountries] } },
    },
  ];
}

function rates(settings: WafSettings): Draft[] {
  const action = blockOrCount(settings, "tooMany");
  const apiKey = { name: "x-api-key", textTransformations: [{ priority: 0, type: "NONE" }] };
  return [
    {
      name: "rate-per-address",
      action,
      statement: {
        rateBasedStatement: {
          aggregateKeyType: "IP",
          limit: settings.requestsPerFiveMinutesPerAddress,
          evaluationWindowSec: 300,
        },
      },
    },
    {
      // Requests without the header are not counted: a key that is missing makes no instance of the aggregate.
      name: "rate-per-api-key",
      action,
      statement: {
        rateBasedStatement: {
          aggregateKeyType: "CUSTOM_KEYS",
          customKeys: [{ header: apiKey }],
          limit: settings.requestsPerFiveMinutesPerApiKey,
          evaluationWindowSec: 300,
        },
      },
    },
  ];
}

function groups(settings: WafSettings): Draft[] {
  // The common rule set's limit of 8 KB holds for all paths; ours, which knows the exceptions, stands in for it.
  const common = inspectedKilobytes(settings) === undefined ? [] : ["SizeRestrictions_BODY"];
  const chosen = [
    ...managedGroups.map(({ name }) => ({
      name,
      onlyCounted: name === "AWSManagedRulesCommonRuleSet" ? common : [],
    })),
    ...(settings.anonymousAddresses ? [optionalGroups.anonymousAddresses] : []),
    ...(settings.botControl ? [optionalGroups.botControl] : []),
  ];
  return chosen.map(({ name, onlyCounted }) => ({
    name,
    // `none` leaves each rule the action that AWS gave it.
    overrideAction: settings.mode === "block" ? { none: {} } : { count: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name,
        ...(onlyCounted.length > 0
          ? { ruleActionOverrides: onlyCounted.map((rule) => ({ name: rule, actionToUse: { count: {} } })) }
          : {}),
        ...(name === optionalGroups.botControl.name
          ? {
              managedRuleGroupConfigs: [{ awsManagedRulesBotControlRuleSet: { inspectionLevel: "COMMON" } }],
            }
          : {}),
      },
    },
  }));
}
