import * as aws from "@pulumi/aws";

new aws.sqs.Queue("twin", {});
new aws.sqs.Queue("twin", {});
new aws.sns.Topic("topic", { displayName: aws.getRegionOutput({}).apply(() => fail("no name can be made")) });

function fail(message: string): string {
  throw new Error(message);
}
