import type { Statement } from "../../infra/iam";
import type { Place } from "../place";
import { allow, tags } from "./allow";

/** Functions, tables, queues, streams, workflows and schedules; nothing that is in them. */
export const backends = (place: Place, project: string): Statement[] => [
  allow(
    "dynamodb",
    ["CreateTable", "DeleteTable", "DescribeTable", "UpdateTable", "DescribeTimeToLive"].concat(
      ["UpdateTimeToLive", "DescribeContinuousBackups", "UpdateContinuousBackups", "ListTagsOfResource"],
      ["TagResource", "UntagResource"],
    ),
    place.arn("dynamodb", "table/*"),
  ),
  allow(
    "events",
    ["DeleteRule", "DescribeRule", "DisableRule", "EnableRule", "ListTargetsByRule", "PutRule"].concat(
      ["PutTargets", "RemoveTargets"],
      tags,
    ),
    place.arn("events", "rule/*"),
  ),
  allow("kinesis", ["DescribeLimits", "UpdateShardCount", "UpdateStreamMode"]),
  allow(
    "kinesis",
    ["CreateStream", "DeleteStream", "DescribeStream*", "Increase*", "Decrease*"].concat(
      ["ListTagsForStream", "AddTagsToStream", "RemoveTagsFromStream"],
      tags,
    ),
    place.arn("kinesis", `stream/${project}-*`),
  ),
  // Held to the key as well.
  allow(
    "kinesis",
    ["StartStreamEncryption", "StopStreamEncryption"],
    [place.arn("kinesis", `stream/${project}-*`), place.arn("kms", "key/*")],
  ),
  allow("lambda", ["CreateEventSourceMapping"], "*", {
    ArnLike: { "lambda:FunctionArn": place.arn("lambda", `function:${project}-*`) },
  }),
  allow(
    "lambda",
    ["AddPermission", "Create*", "Delete*", "Get*", "List*", "PublishVersion", "Put*"].concat(
      ["RemovePermission", "Update*"],
      ["TagResource", "UntagResource"],
    ),
    [place.arn("lambda", `function:${project}-*`), place.arn("lambda", "event-source-mapping:*")],
  ),
  // Whoever starts a rotation needs the right to invoke its function (RotateSecret, required permissions).
  allow("lambda", ["InvokeFunction"], place.arn("lambda", `function:${project}-*-partner-rotation:live`)),
  allow(
    "sqs",
    ["CreateQueue", "DeleteQueue", "GetQueueAttributes", "GetQueueUrl", "ListQueueTags"].concat(
      "SetQueueAttributes",
      "TagQueue",
      "UntagQueue",
    ),
    place.arn("sqs", `${project}-*`),
  ),
  allow("states", ["ValidateStateMachineDefinition"]),
  allow(
    "states",
    ["CreateStateMachine", "DeleteStateMachine", "DescribeStateMachine", "UpdateStateMachine"].concat(
      "ListStateMachineVersions",
      tags,
    ),
    place.arn("states", `stateMachine:${project}-*`),
  ),
];
