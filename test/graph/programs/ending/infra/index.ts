import * as aws from "@pulumi/aws";

new aws.sqs.Queue("queue", {});
process.exit(3);
