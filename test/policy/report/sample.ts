import {
  type DeploymentResource,
  compareVerdicts,
  type Report,
  runGuard,
  type Verdict,
} from "../../../policy/guard";
import { rules } from "../../../policy/rules/index";

const KEY = "aws:kms/key:Key";
const TOPIC = "aws:sns/topicSubscription:TopicSubscription";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export const urn = (type: string, name: string) => `urn:pulumi:prod::shop::${type}::${name}`;

export const key = (name: string, deletionWindowInDays: unknown): DeploymentResource => ({
  urn: urn(KEY, name),
  type: KEY,
  custom: true,
  inputs: { deletionWindowInDays },
  sourcePosition: "project:///infra/keys.ts#12,5",
});

export const subscription = (name: string): DeploymentResource => ({
  urn: urn(TOPIC, name),
  type: TOPIC,
  custom: true,
  inputs: { protocol: "http" },
  parent: urn("shop:Alarms", "alarms"),
});

/** A component, whose place serves its children that have none. */
export const parent: DeploymentResource = {
  urn: urn("shop:Alarms", "alarms"),
  type: "shop:Alarms",
  sourcePosition: "project:///infra/alarms.ts#3,1",
};

const asked = new Set(["kms-deletion-window", "sns-no-http-subscription"]);
export const few = rules.filter(({ id }) => asked.has(id));

export const judge = (resources: readonly DeploymentResource[], changes: object = {}): Verdict =>
  runGuard({
    resources,
    stack: "prod",
    project: "shop",
    today: "2026-01-15",
    config: {},
    exemptions: { exemptions: [] },
    rules: few,
    ...changes,
  });

export const waiver = (changes: object = {}) => ({
  exemptions: [
    {
      rule: "kms-deletion-window",
      urn: urn(KEY, "waived"),
      reason: "The key of a test that is torn down each night.",
      owner: "platform",
      expires: "2026-02-01",
      ...changes,
    },
  ],
});

/** Violations, an exemption that ends soon, and one that cannot be told yet. */
export const mixed = [
  parent,
  key("short", 3),
  key("waived", 3),
  key("open", UNKNOWN),
  key("good", 30),
  subscription("mail"),
];

/** Against a base that lacks the subscription and has another short key. */
export function compared(): Report {
  const base = judge([parent, key("short", 4), key("waived", 3), key("gone", 3)], { exemptions: waiver() });
  const verdict = judge(mixed, { exemptions: waiver() });
  return { verdict, comparison: compareVerdicts(base, verdict) };
}

export const alone = (): Report => ({ verdict: judge(mixed, { exemptions: waiver() }) });
