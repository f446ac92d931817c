import assert from "node:assert/strict";
import { PolicyConfigError, runGuard, type DeploymentResource } from "../../policy/guard";
import { rules } from "../../policy/rules/index";

export const KEY = "aws:kms/key:Key";
export const urn = (type: string, name: string) => `urn:pulumi:prod::shop::${type}::${name}`;
export const key = (name: string, inputs: Record<string, unknown>): DeploymentResource => ({
  urn: urn(KEY, name),
  type: KEY,
  custom: true,
  inputs,
  outputs: { ...inputs, arn: `${name}-arn` },
  sourcePosition: "project:///infra/keys.ts#12,5",
});

/** Three resources, one of which is as it should be. */
export const stack = [
  key("short", { deletionWindowInDays: 3 }),
  key("good", { deletionWindowInDays: 30 }),
  {
    urn: urn("aws:sns/topicSubscription:TopicSubscription", "mail"),
    type: "aws:sns/topicSubscription:TopicSubscription",
    inputs: { protocol: "http" },
  },
];
/** The rules that this stack is made for; what the others say of it is theirs to test. */
const asked = new Set([
  "acm-key-strength",
  "kms-deletion-window",
  "kms-no-lockout-bypass",
  "kms-no-wildcard-principal",
  "sns-no-http-subscription",
]);
const few = rules.filter(({ id }) => asked.has(id));

/** The verdict on {@link stack}, with whatever is given in place of its usual input. */
export const guard = (changes: Partial<Parameters<typeof runGuard>[0]> = {}) =>
  runGuard({
    resources: stack,
    stack: "prod",
    project: "shop",
    today: "2026-01-15",
    config: {},
    exemptions: { exemptions: [] },
    rules: few,
    ...changes,
  });

/** An exemptions file with one entry. */
export const waiver = (changes: object = {}) => ({
  exemptions: [
    {
      rule: "kms-deletion-window",
      urn: urn(KEY, "short"),
      reason: "The key of a test that is torn down each night.",
      owner: "platform",
      expires: "2026-01-15",
      ...changes,
    },
  ],
});

/** What a run that must fail says is wrong. */
export function problems(run: () => unknown): readonly { key: string; fix: string; message: string }[] {
  try {
    run();
  } catch (error) {
    if (error instanceof PolicyConfigError) return error.problems;
    throw error;
  }
  return assert.fail("no error was thrown");
}
