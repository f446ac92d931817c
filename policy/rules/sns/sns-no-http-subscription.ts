import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";

export default defineRule({
  id: "sns-no-http-subscription",
  title: "Messages are not delivered over plain HTTP",
  severity: "high",
  scope: "resource",
  types: [SUBSCRIPTION],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html"],
  options: noOptions,
  fix: "set protocol to https",
  check({ resource, expect }) {
    const protocol = resource.get("protocol");
    expect(not(protocol.is("http")), protocol, "the subscription delivers messages unencrypted");
  },
  compliant: only(SUBSCRIPTION, { protocol: "https", endpoint: "https://example.com/alarms" }),
  violations: { "plain HTTP": wrong("protocol", "http") },
});
