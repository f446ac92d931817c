import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

class Mailroom extends pulumi.ComponentResource {
  readonly queue: aws.sqs.Queue;
  constructor(name: string) {
    super("small:index:Mailroom", name);
    this.queue = new aws.sqs.Queue(
      `${name}-queue`,
      { kmsMasterKeyId: new pulumi.Config().requireSecret("password") },
      { parent: this, aliases: [{ name: "old-queue" }] },
    );
    this.registerOutputs({ url: this.queue.url });
  }
}

const elsewhere = new aws.Provider("elsewhere", {
  region: "us-east-1",
  defaultTags: { tags: { owner: "small" } },
});
const mailroom = new Mailroom("mailroom");
new aws.sns.Topic(
  "topic",
  { displayName: pulumi.interpolate`for ${mailroom.queue.arn}` },
  { provider: elsewhere, protect: true, retainOnDelete: true, ignoreChanges: ["tags"] },
);
export const queueUrl = mailroom.queue.url;
