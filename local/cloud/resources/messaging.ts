import type { Plain } from "../cloud";
import { uuid } from "../fingerprint";
import type { Resource, ServiceTable } from "../model";
import { arn, input, joined, timestamp } from "../model";

/** Queues and topics that keep order are told by their name's ending. */
const fifoSuffix =
  (property: string) =>
  (inputs: Plain): string =>
    inputs[property] === true ? ".fifo" : "";

const queueUrl = (resource: Resource, name: string): string =>
  `https://sqs.${resource.region}.${resource.partition.dnsSuffix}/${resource.accountId}/${name}`;

/** SNS, SQS, Kinesis and Step Functions. */
export const messaging: ServiceTable = {
  "aws:sns/topic:Topic": {
    id: (topic) => arn(topic, "sns", input(topic, "name")),
    autoname: { property: "name", maxLength: 256, suffix: fifoSuffix("fifoTopic") },
    taggable: true,
    defaults: (topic) => ({
      contentBasedDeduplication: false,
      displayName: "",
      fifoTopic: false,
      policy: defaultTopicPolicy(topic),
      signatureVersion: 1,
      tracingConfig: "PassThrough",
    }),
    computed: (topic) => ({ arn: topic.id, beginningArchiveTime: "", owner: topic.accountId }),
    replaceOnChange: ["fifoTopic", "name", "namePrefix"],
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    id: joined("", "arn"),
    computed: (policy) => ({ owner: policy.accountId }),
    replaceOnChange: ["arn"],
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    id: (subscription) => `${input(subscription, "topic")}:${uuid(`${subscription.seed}#id`)}`,
    defaults: { confirmationTimeoutInMinutes: 1, endpointAutoConfirms: false, rawMessageDelivery: false },
    computed: (subscription) => {
      // People confirm e-mail; what AWS delivers to by itself needs no confirmation.
      const pending = ["email", "email-json", "http", "https"].includes(input(subscription, "protocol"));
      return {
        arn: subscription.id,
        confirmationWasAuthenticated: !pending,
        ownerId: subscription.accountId,
        pendingConfirmation: pending,
      };
    },
    replaceOnChange: ["endpoint", "protocol", "topic"],
  },
  "aws:sqs/queue:Queue": {
    id: (queue) => queueUrl(queue, input(queue, "name")),
    autoname: { property: "name", maxLength: 80, suffix: fifoSuffix("fifoQueue") },
    taggable: true,
    defaults: (queue) => ({
      contentBasedDeduplication: false,
      delaySeconds: 0,
      fifoQueue: false,
      kmsDataKeyReusePeriodSeconds: 300,
      maxMessageSize: 262144,
      messageRetentionSeconds: 345600,
      receiveWaitTimeSeconds: 0,
      sqsManagedSseEnabled: queue.inputs.kmsMasterKeyId === undefined,
      visibilityTimeoutSeconds: 30,
    }),
    computed: (queue) => ({ arn: arn(queue, "sqs", input(queue, "name")), url: queue.id }),
    replaceOnChange: ["fifoQueue", "name", "namePrefix"],
  },
  "aws:sqs/queuePolicy:QueuePolicy": { id: joined("", "queueUrl"), replaceOnChange: ["queueUrl"] },
  "aws:sqs/redrivePolicy:RedrivePolicy": { id: joined("", "queueUrl"), replaceOnChange: ["queueUrl"] },
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": {
    id: joined("", "queueUrl"),
    replaceOnChange: ["queueUrl"],
  },
  "aws:kinesis/stream:Stream": {
    id: (stream) => arn(stream, "kinesis", `stream/${input(stream, "name")}`),
    autoname: { property: "name", maxLength: 128 },
    taggable: true,
    defaults: {
      encryptionType: "NONE",
      enforceConsumerDeletion: false,
      retentionPeriod: 24,
      streamModeDetails: { streamMode: "PROVISIONED" },
    },
    computed: (stream) => ({ arn: stream.id }),
    replaceOnChange: ["name"],
  },
  "aws:kinesis/streamConsumer:StreamConsumer": {
    id: (consumer) =>
      `${input(consumer, "streamArn")}/consumer/${input(consumer, "name")}:${Math.floor(consumer.now / 1000)}`,
    autoname: { property: "name", maxLength: 128 },
    taggable: true,
    computed: (consumer) => ({ arn: consumer.id, creationTimestamp: timestamp(consumer) }),
    replaceOnChange: ["name", "streamArn"],
  },
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": {
    id: (stream) => arn(stream, "firehose", `deliverystream/${input(stream, "name")}`),
    autoname: { property: "name", maxLength: 64 },
    taggable: true,
    computed: (stream) => ({ arn: stream.id, destinationId: "destinationId-000000000001", versionId: "1" }),
    replaceOnChange: ["destination", "kinesisSourceConfiguration", "mskSourceConfiguration", "name"],
  },
  "aws:sfn/stateMachine:StateMachine": {
    id: (machine) => arn(machine, "states", `stateMachine:${input(machine, "name")}`),
    autoname: { property: "name", maxLength: 80 },
    taggable: true,
    defaults: {
      encryptionConfiguration: { type: "AWS_OWNED_KEY" },
      loggingConfiguration: { includeExecutionData: false, level: "OFF" },
      publish: false,
      tracingConfiguration: { enabled: false },
      type: "STANDARD",
    },
    computed: (machine) => ({
      arn: machine.id,
      creationDate: timestamp(machine),
      description: "",
      revisionId: uuid(`${machine.seed}#revision`),
      stateMachineVersionArn: machine.inputs.publish === true ? `${machine.id}:1` : machine.id,
      status: "ACTIVE",
      versionDescription: "",
    }),
    replaceOnChange: ["name", "namePrefix", "type"],
  },
  "aws:sfn/activity:Activity": {
    id: (activity) => arn(activity, "states", `activity:${input(activity, "name")}`),
    autoname: { property: "name", maxLength: 80 },
    taggable: true,
    computed: (activity) => ({ arn: activity.id, creationDate: timestamp(activity) }),
    replaceOnChange: ["encryptionConfiguration", "name"],
  },
  "aws:sfn/alias:Alias": {
    id: joined("", "name"),
    autoname: { property: "name", maxLength: 80 },
    computed: (alias) => ({ arn: alias.id, creationDate: timestamp(alias) }),
    replaceOnChange: ["name"],
  },
};

/** What SNS allows when no policy is given: the owner alone. Source: SNS, "Example cases for access control". */
function defaultTopicPolicy(topic: Resource): string {
  const actions = [
    "GetTopicAttributes",
    "SetTopicAttributes",
    "AddPermission",
    "RemovePermission",
    "DeleteTopic",
  ];
  return JSON.stringify({
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: [...actions, "Subscribe", "ListSubscriptionsByTopic", "Publish"].map(
          (action) => `SNS:${action}`,
        ),
        Resource: arn(topic, "sns", input(topic, "name")),
        Condition: { StringEquals: { "AWS:SourceOwner": topic.accountId } },
      },
    ],
  });
}
