import { HEX, LOWER_ALPHANUMERIC } from "../fingerprint";
import type { Resource, ServiceTable } from "../model";
import { arn, globalArn, input, joined, random, randomUuid, timestamp } from "../model";

const logGroupArn = (resource: Resource, name: string): string => arn(resource, "logs", `log-group:${name}`);

/** Retentions that CloudWatch Logs knows, in days; 0 keeps for ever. Source: PutRetentionPolicy. */
const RETENTIONS = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** CloudWatch alarms, dashboards and logs, and EventBridge, which shares the module in Pulumi's SDK. */
export const cloudwatch: ServiceTable = {
  "aws:cloudwatch/logGroup:LogGroup": {
    id: joined("", "name"),
    autoname: { property: "name", maxLength: 512 },
    taggable: true,
    deletionProtection: { property: "deletionProtectionEnabled", on: true },
    defaults: {
      deletionProtectionEnabled: false,
      logGroupClass: "STANDARD",
      retentionInDays: 0,
      skipDestroy: false,
    },
    computed: (group) => ({ arn: logGroupArn(group, group.id) }),
    replaceOnChange: ["logGroupClass", "name", "namePrefix"],
    validate: (group) => {
      const days = group.inputs.retentionInDays;
      return typeof days === "number" && !RETENTIONS.includes(days)
        ? [
            {
              property: "retentionInDays",
              reason: `CloudWatch Logs cannot keep logs for ${days} days; choose one of ${RETENTIONS.join(", ")}.`,
            },
          ]
        : [];
    },
  },
  "aws:cloudwatch/logStream:LogStream": {
    id: joined("", "name"),
    autoname: { property: "name", maxLength: 512 },
    computed: (stream) => ({
      arn: `${logGroupArn(stream, input(stream, "logGroupName"))}:log-stream:${stream.id}`,
    }),
    replaceOnChange: ["logGroupName", "name"],
  },
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": {
    id: (policy) => input(policy, "policyName", input(policy, "resourceArn")),
    computed: (policy) => ({
      policyScope: policy.inputs.resourceArn === undefined ? "ACCOUNT" : "RESOURCE",
      revisionId: "",
    }),
    replaceOnChange: ["policyName", "resourceArn"],
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
    id: joined("", "name"),
    autoname: { property: "name", maxLength: 512 },
    replaceOnChange: ["logGroupName", "name"],
  },
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": {
    id: random(10, "0123456789", "cwlsf-"),
    autoname: { property: "name", maxLength: 512 },
    defaults: { distribution: "ByLogStream" },
    replaceOnChange: ["destinationArn", "logGroup", "name"],
  },
  "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy": {
    id: joined("", "logGroupName"),
    replaceOnChange: ["logGroupName"],
  },
  "aws:cloudwatch/queryDefinition:QueryDefinition": {
    id: randomUuid,
    autoname: { property: "name" },
    computed: (query) => ({
      arn: arn(query, "logs", `query-definition:${query.id}`),
      queryDefinitionId: query.id,
    }),
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    id: joined("", "name"),
    autoname: { property: "name" },
    taggable: true,
    defaults: { actionsEnabled: true, treatMissingData: "missing" },
    computed: (alarm) => ({ arn: arn(alarm, "cloudwatch", `alarm:${alarm.id}`) }),
    replaceOnChange: ["name"],
  },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": {
    id: joined("", "alarmName"),
    taggable: true,
    defaults: { actionsEnabled: true },
    computed: (alarm) => ({ arn: arn(alarm, "cloudwatch", `alarm:${alarm.id}`) }),
    replaceOnChange: ["actionsEnabled", "alarmName"],
  },
  "aws:cloudwatch/dashboard:Dashboard": {
    id: joined("", "dashboardName"),
    computed: (dashboard) => ({
      dashboardArn: globalArn(dashboard, "cloudwatch", `dashboard/${dashboard.id}`),
    }),
    replaceOnChange: ["dashboardName"],
  },
  "aws:cloudwatch/metricStream:MetricStream": {
    id: joined("", "name"),
    autoname: { property: "name" },
    taggable: true,
    computed: (stream) => ({
      arn: arn(stream, "cloudwatch", `metric-stream/${stream.id}`),
      creationDate: timestamp(stream),
      lastUpdateDate: timestamp(stream),
      state: "running",
    }),
    replaceOnChange: ["name", "namePrefix"],
  },
  "aws:cloudwatch/eventRule:EventRule": {
    id: (rule) => {
      const bus = input(rule, "eventBusName", "default");
      return bus === "default" ? input(rule, "name") : `${bus}/${input(rule, "name")}`;
    },
    autoname: { property: "name", maxLength: 64 },
    taggable: true,
    defaults: { eventBusName: "default", forceDestroy: false, state: "ENABLED" },
    computed: (rule) => ({ arn: arn(rule, "events", `rule/${rule.id}`) }),
    replaceOnChange: ["eventBusName", "name", "namePrefix"],
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    id: joined("-", "rule", "targetId"),
    autoname: { property: "targetId", maxLength: 64 },
    defaults: { eventBusName: "default", forceDestroy: false },
    replaceOnChange: ["eventBusName", "rule", "targetId"],
  },
  "aws:cloudwatch/eventBus:EventBus": {
    id: joined("", "name"),
    autoname: { property: "name" },
    taggable: true,
    computed: (bus) => ({ arn: arn(bus, "events", `event-bus/${bus.id}`) }),
    replaceOnChange: ["eventSourceName", "name"],
  },
  "aws:cloudwatch/eventArchive:EventArchive": {
    id: joined("", "name"),
    autoname: { property: "name", maxLength: 48 },
    defaults: { retentionDays: 0 },
    computed: (archive) => ({ arn: arn(archive, "events", `archive/${archive.id}`) }),
    replaceOnChange: ["eventSourceArn", "name"],
  },
  "aws:cloudwatch/logAnomalyDetector:LogAnomalyDetector": {
    id: (detector) => arn(detector, "logs", `anomaly-detector:${random(32, HEX)(detector)}`),
    taggable: true,
    computed: (detector) => ({ arn: detector.id }),
    replaceOnChange: ["kmsKeyId", "logGroupArnLists"],
  },
  "aws:cloudwatch/logDelivery:LogDelivery": {
    id: random(16, LOWER_ALPHANUMERIC),
    taggable: true,
    computed: (delivery) => ({ arn: arn(delivery, "logs", `delivery:${delivery.id}`) }),
    replaceOnChange: ["deliveryDestinationArn", "deliverySourceName"],
  },
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": {
    id: joined("", "name"),
    autoname: { property: "name", maxLength: 60 },
    taggable: true,
    computed: (source) => ({
      arn: arn(source, "logs", `delivery-source:${source.id}`),
      service: input(source, "resourceArn").split(":")[2] ?? "",
    }),
    replaceOnChange: ["logType", "name", "resourceArn"],
  },
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": {
    id: joined("", "name"),
    autoname: { property: "name", maxLength: 60 },
    taggable: true,
    computed: (destination) => ({ arn: arn(destination, "logs", `delivery-destination:${destination.id}`) }),
    replaceOnChange: ["name"],
  },
};
