import { redriveOf } from "../../aws/queue";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies, not } from "../../model/truth";

const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";

/** Mail and text messages go to people: SNS offers no dead-letter handling that would help them. */
const PEOPLE = ["email", "email-json", "sms"];

export default defineRule({
  id: "sns-redrive",
  title: "A subscription keeps messages that cannot be delivered",
  severity: "low",
  scope: "resource",
  types: [SUBSCRIPTION],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html"],
  choice: "Subscriptions by mail and text message are left out: nobody would replay such a message.",
  options: noOptions,
  fix: "set redrivePolicy with the ARN of a queue",
  check({ resource, expect, notApplicable }) {
    const forPeople = resource.get("protocol").matches((text) => PEOPLE.includes(text));
    if (forPeople === true) return notApplicable();
    const policy = redriveOf(resource.get("redrivePolicy"));
    expect(
      implies(not(forPeople), policy.get("deadLetterTargetArn").present),
      "redrivePolicy",
      "a message that cannot be delivered is lost when the attempts are used up",
    );
  },
  compliant: stackOf(
    {
      type: SUBSCRIPTION,
      name: "subject",
      props: { protocol: "sqs", redrivePolicy: JSON.stringify({ deadLetterTargetArn: "dead" }) },
    },
    { type: SUBSCRIPTION, name: "mail", props: { protocol: "email" } },
  ),
  violations: {
    "no policy": wrong("redrivePolicy", undefined, "redrivePolicy"),
    "no queue": wrong("redrivePolicy", "{}"),
  },
});
