import { more } from "./edits";
import { changeJson, remove, set, type Mutation } from "./mutation";

/** Rule → the mistake that it must catch in the production stage. */
export const snsMutations: Readonly<Record<string, Mutation>> = {
  "sns-encrypted": set({ type: "aws:sns/topic:Topic", name: /^alarm-topic$/ }, "kmsMasterKeyId", undefined),
  "sns-no-http-subscription": set(
    { type: "aws:sns/topicSubscription:TopicSubscription", name: /^alarm-email-1$/ },
    "protocol",
    "http",
    "sns-redrive",
  ),
  "sns-no-public-policy": changeJson(
    { type: "aws:sns/topicPolicy:TopicPolicy" },
    "policy",
    ["Statement"],
    more("*", "sns:Publish"),
  ),
  "sns-redrive": set({ type: "aws:sns/topicSubscription:TopicSubscription" }, "protocol", "https"),
  "sns-tls-only": remove({ type: "aws:sns/topicPolicy:TopicPolicy", name: /^alarm-policy$/ }),
};
