import type { SettingChange } from "./settingChange";

/** Keys of `alarms`. */
export const alarms: readonly SettingChange[] = [
  {
    set: {
      "alarms.emails": ["other@example.com"],
    },
    changes: [
      "replace TopicSubscription alarm-email-1 endpoint",
      "replace TopicSubscription edge-alarm-email-1 endpoint",
    ],
  },
  {
    set: {
      "alarms.pageEmails": ["page@example.com"],
    },
    changes: [
      "create Topic page-topic",
      "create TopicSubscription page-email-1",
      "create TopicPolicy page-policy",
      "update CompositeAlarm alarms-page alarmActions",
      "update CompositeAlarm alarms-page okActions",
      "create Topic edge-page-topic",
      "create TopicSubscription edge-page-email-1",
      "create TopicPolicy edge-page-policy",
      "update CompositeAlarm edge-alarms-page alarmActions",
      "update CompositeAlarm edge-alarms-page okActions",
    ],
  },
  {
    set: {
      "alarms.clientErrorRate": 0.1,
    },
    changes: [
      "update MetricAlarm alarms-*-client-errors threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: {
      "alarms.serverErrorRate": 0.1,
    },
    changes: [
      "update MetricAlarm alarms-*-server-errors threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: {
      "alarms.latencyMillis": 100,
    },
    changes: [
      "update MetricAlarm alarms-*-v1-latency threshold",
      "update MetricAlarm alarms-storefront-v2-latency threshold",
      "update MetricAlarm alarms-catalog-latency threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: {
      "alarms.throttleShare": 0.5,
    },
    changes: [
      "update MetricAlarm alarms-*-near-throttle threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: {
      "alarms.leastRequestsPerMinute": 30,
    },
    changes: [
      "create MetricAlarm alarms-*-little-traffic",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: {
      "alarms.functionErrors": 2,
    },
    changes: [
      "update MetricAlarm alarms-*-function-errors threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: {
      "alarms.functionThrottles": 3,
    },
    changes: [
      "update MetricAlarm alarms-*-function-throttles threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: {
      "alarms.durationShare": 0.5,
    },
    changes: [
      "update MetricAlarm alarms-*-function-duration threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: {
      "alarms.integrationLatencyMillis": 100,
    },
    changes: [
      "update MetricAlarm alarms-*-integration-latency threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: {
      "alarms.queueAgeSeconds": 100,
    },
    changes: [
      "update MetricAlarm alarms-*-queue-age threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: {
      "alarms.iteratorAgeMillis": 100000,
    },
    changes: [
      "update MetricAlarm alarms-*-iterator-age threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: {
      "alarms.certificateDays": 30,
    },
    changes: [
      "update MetricAlarm *-certificate-expiry threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: { "alarms.healthChecks": false },
    changes: [
      "delete HealthCheck domain-health-v1",
      "delete HealthCheck domain-health-v2",
      "update Dashboard dashboard-dashboard dashboardBody",
      "delete MetricAlarm edge-alarms-storefront-v*-host-unwell",
      "delete CompositeAlarm edge-alarms-page",
    ],
  },
  { set: { "alarms.anomalies": false }, changes: ["delete MetricAlarm *-unusual-*"] },
];
