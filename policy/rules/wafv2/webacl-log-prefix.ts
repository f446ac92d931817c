import { parseArn } from "../../documents/arn";
import { ref, stackOf, wrong, type FixtureResource } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import type { Truth } from "../../model/truth";

const LOGGING = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"] as const;
const STREAM = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
const PREFIX = "aws-waf-logs-";

/** The destination's own name: what follows the last of `log-group:`, `deliverystream/` or `:::` in its ARN. */
function destinationName(arn: string): string | undefined {
  const resource = parseArn(arn)?.resource;
  return resource?.replace(/^(log-group:|deliverystream\/)/, "");
}

const logGroup = (name: string): FixtureResource => ({ type: LOG_GROUP, name: "log", props: { name } });

export default defineRule({
  id: "webacl-log-prefix",
  title: "The destination of WAF logs has a name that begins with aws-waf-logs-",
  severity: "critical",
  scope: "stack",
  types: [LOGGING],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/waf/latest/developerguide/logging-destinations.html"],
  options: noOptions,
  fix: "name the log group, bucket or delivery stream aws-waf-logs-…",
  check({ resource, stack, expect }) {
    const at = resource.get("logDestinationConfigs");
    const made = stack.targets(resource, "logDestinationConfigs", LOG_GROUP, STREAM, ...BUCKETS).resources;
    // The name of a resource that the stack makes is an input, known before its ARN is.
    const joined = made.map((target): Truth => {
      const names = [
        target.get("name"),
        target.get("bucket"),
        target.get("namePrefix"),
        target.get("bucketPrefix"),
      ];
      const name = names.find((value) => value.state !== "absent");
      return name === undefined ? "unknown" : name.matches((text) => text.startsWith(PREFIX));
    });
    const byArn = at.items.map((item) =>
      item.matches((text) => destinationName(text)?.startsWith(PREFIX) ?? false),
    );
    const verdicts = joined.length > 0 ? joined : byArn;
    const whole = at.unknown && joined.length === 0 ? (["unknown"] as const) : verdicts;
    for (const verdict of whole)
      expect(verdict, at, `WAF refuses a log destination whose name does not begin with ${PREFIX}`);
    if (whole.length === 0) expect(false, at, "there is no log destination");
  },
  compliant: stackOf(logGroup("aws-waf-logs-shop"), {
    type: LOGGING,
    name: "subject",
    props: { logDestinationConfigs: [ref("log")], resourceArn: "acl" },
  }),
  violations: {
    "another name": wrong("name", "shop-waf", "logDestinationConfigs", "log"),
    "an ARN with another name": wrong("logDestinationConfigs", [
      "arn:aws:logs:eu-central-1:000000000000:log-group:waf",
    ]),
  },
});
