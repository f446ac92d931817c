import { serviceLinkedRole } from "./apiGateway";
import { row, type Row, type Seen } from "./row";

/** Alarms of both kinds. */
const alarm = (put: string): Row =>
  row("cloudwatch", {
    create: `${put} TagResource`,
    read: "DescribeAlarms ListTagsForResource",
    update: `${put} TagResource UntagResource`,
    delete: "DeleteAlarms",
  });

/** A subscription is held to its topic, whose ARN its own begins with. */
const topic = (resource: Seen) => resource.text("topic");

/** What alarms, dashboards, logs and an account's own settings take. */
export const watching: Readonly<Record<string, Row>> = {
  "aws:budgets/budget:Budget": row("budgets", {
    create: "ModifyBudget TagResource",
    read: "ViewBudget ListTagsForResource",
    update: "ModifyBudget TagResource UntagResource",
    delete: "ModifyBudget",
  }),
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": alarm("PutCompositeAlarm"),
  "aws:cloudwatch/dashboard:Dashboard": row(
    "cloudwatch",
    {
      create: "PutDashboard",
      read: "GetDashboard",
      update: "PutDashboard",
      delete: "DeleteDashboards",
    },
    { on: (resource) => resource.text("dashboardArn") },
  ),
  "aws:cloudwatch/logGroup:LogGroup": row("logs", {
    create: "CreateLogGroup PutRetentionPolicy AssociateKmsKey TagResource",
    read: "*DescribeLogGroups ListTagsForResource",
    update: "PutRetentionPolicy DeleteRetentionPolicy AssociateKmsKey DisassociateKmsKey UntagResource",
    delete: "DeleteLogGroup",
  }),
  "aws:cloudwatch/metricAlarm:MetricAlarm": alarm("PutMetricAlarm"),
  "aws:cloudwatch/queryDefinition:QueryDefinition": row("logs", {
    create: "*PutQueryDefinition",
    read: "*DescribeQueryDefinitions",
    update: "*PutQueryDefinition",
    delete: "*DeleteQueryDefinition",
  }),
  "aws:inspector2/enabler:Enabler": row(
    "inspector2",
    { create: "*Enable", read: "*BatchGetAccountStatus", update: "*Enable *Disable", delete: "*Disable" },
    { also: () => serviceLinkedRole("inspector2.amazonaws.com", "AWSServiceRoleForAmazonInspector2") },
  ),
  "aws:sns/topic:Topic": row("sns", {
    create: "CreateTopic SetTopicAttributes TagResource",
    read: "GetTopicAttributes ListTagsForResource",
    update: "SetTopicAttributes TagResource UntagResource",
    delete: "DeleteTopic",
  }),
  "aws:sns/topicPolicy:TopicPolicy": row("sns", {
    create: "SetTopicAttributes",
    read: "GetTopicAttributes",
    update: "SetTopicAttributes",
    delete: "SetTopicAttributes",
  }),
  "aws:sns/topicSubscription:TopicSubscription": row(
    "sns",
    {
      create: "Subscribe",
      read: "GetSubscriptionAttributes ListSubscriptionsByTopic",
      update: "SetSubscriptionAttributes",
      delete: "Unsubscribe",
    },
    { on: topic },
  ),
};
