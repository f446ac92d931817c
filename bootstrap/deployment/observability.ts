import type { Statement } from "../../infra/iam";
import type { Place } from "../place";
import { allow, tags } from "./allow";

/** Alarms, dashboards, logs, and what an account has once; no line of a log. */
export const observability = (place: Place, project: string): Statement[] => [
  allow(
    "budgets",
    ["ViewBudget", "ModifyBudget", ...tags],
    place.globalArn("budgets", `budget/${project}-*`),
  ),
  allow(
    "cloudwatch",
    ["DeleteAlarms", "DescribeAlarms", "PutMetricAlarm", "PutCompositeAlarm", "PutAnomalyDetector"].concat(
      ["DeleteAnomalyDetector", "DescribeAnomalyDetectors"],
      ["PutDashboard", "DeleteDashboards", "GetDashboard"],
      tags,
    ),
  ),
  allow("inspector2", ["BatchGetAccountStatus", "Disable", "Enable"]),
  allow(
    "logs",
    ["AssociateKmsKey", "CreateLogGroup", "DeleteLogGroup", "DisassociateKmsKey"].concat(
      ["PutRetentionPolicy", "DeleteRetentionPolicy", "PutMetricFilter", "DeleteMetricFilter"],
      ["PutQueryDefinition", "DeleteQueryDefinition", "PutResourcePolicy", "DeleteResourcePolicy"],
      // Services deliver into log groups by the first; CloudFront by sources, destinations and deliveries.
      ["CreateLogDelivery", "GetLogDelivery", "ListLogDeliveries", "UpdateLogDelivery", "DeleteLogDelivery"],
      ["CreateDelivery", "PutDelivery*", "GetDelivery*", "UpdateDeliveryConfiguration", "DeleteDelivery*"],
      ["Describe*"],
      tags,
    ),
  ),
  allow(
    "sns",
    ["CreateTopic", "DeleteTopic", "GetTopicAttributes", "SetTopicAttributes", "Subscribe"].concat(
      ["Unsubscribe", "GetSubscriptionAttributes", "SetSubscriptionAttributes", "ListSubscriptionsByTopic"],
      tags,
    ),
    place.arnsWithEdge("sns", "*"),
  ),
];
