import type { AlarmDesign, AnomalyDesign, Thresholds } from "./alarmDesign";
import { apiAlarms } from "./apiAlarms";
import type { Subject, SubjectKind } from "./subjects";

type Alarms = (thresholds: Thresholds, facts: Subject["facts"]) => AlarmDesign[];

const above = { comparisonOperator: "GreaterThanThreshold", threshold: 0 } as const;

/** CloudWatch's recommended alarms by kind ("Recommended alarms", CloudWatch user guide), and the platform's own. */
const table: Readonly<Record<Exclude<SubjectKind, keyof typeof apiAlarms>, Alarms>> = {
  function: (thresholds, { timeoutSeconds = 3 }) => {
    const lambda = { namespace: "AWS/Lambda", treatMissingData: "notBreaching" } as const;
    return [
      {
        ...lambda,
        name: "function-errors",
        description: "Runs of the function end in an error",
        metricName: "Errors",
        statistic: "Sum",
        comparisonOperator: "GreaterThanThreshold",
        threshold: thresholds.functionErrors,
        periods: 3,
      },
      {
        ...lambda,
        name: "function-throttles",
        description: "Runs of the function are refused for want of concurrency",
        metricName: "Throttles",
        statistic: "Sum",
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: thresholds.functionThrottles,
        periods: 5,
      },
      {
        ...lambda,
        name: "function-duration",
        description: "One run in ten takes most of the function's timeout",
        metricName: "Duration",
        statistic: "p90",
        comparisonOperator: "GreaterThanThreshold",
        threshold: timeoutSeconds * 1000 * thresholds.durationShare,
        periods: 15,
      },
    ];
  },
  streamConsumer: (thresholds) => [
    {
      name: "iterator-age",
      description: "The consumer of the stream falls behind; records are lost when they reach the retention",
      namespace: "AWS/Lambda",
      metricName: "IteratorAge",
      statistic: "Maximum",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: thresholds.iteratorAgeMillis,
      periods: 5,
      treatMissingData: "notBreaching",
      pages: true,
    },
  ],
  queue: (thresholds) => [
    {
      name: "queue-age",
      description: "Messages wait too long: the consumer is slow, stopped or failing",
      namespace: "AWS/SQS",
      metricName: "ApproximateAgeOfOldestMessage",
      statistic: "Maximum",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: thresholds.queueAgeSeconds,
      periods: 15,
      treatMissingData: "missing",
    },
  ],
  deadLetterQueue: () => [
    {
      ...above,
      name: "dead-letters",
      description: "Messages could not be processed and wait in the dead-letter queue",
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      statistic: "Maximum",
      periods: 1,
      treatMissingData: "notBreaching",
      pages: true,
    },
  ],
  stream: () => {
    const kinesis = {
      ...above,
      namespace: "AWS/Kinesis",
      periods: 5,
      treatMissingData: "notBreaching",
    } as const;
    return [
      {
        ...kinesis,
        name: "stream-write-throttles",
        description: "Writes to the stream are refused: more shards, or a better partition key",
        metricName: "WriteProvisionedThroughputExceeded",
        statistic: "Average",
      },
      {
        ...kinesis,
        name: "stream-failed-records",
        description: "Records of batches are refused while the batch as a whole succeeds",
        metricName: "PutRecords.FailedRecords",
        statistic: "Sum",
      },
    ];
  },
  workflow: () => {
    const states = {
      ...above,
      namespace: "AWS/States",
      statistic: "Sum",
      treatMissingData: "notBreaching",
    } as const;
    return [
      {
        ...states,
        name: "workflow-failures",
        description: "Executions of the workflow end as failed",
        metricName: "ExecutionsFailed",
        periods: 1,
        pages: true,
      },
      {
        ...states,
        name: "workflow-timeouts",
        description: "Executions of the workflow run out of time",
        metricName: "ExecutionsTimedOut",
        periods: 1,
      },
      {
        ...states,
        name: "workflow-throttles",
        description: "Steps of the workflow wait for Step Functions' own limits",
        metricName: "ExecutionThrottled",
        periods: 5,
      },
    ];
  },
  table: () => {
    const dynamodb = {
      ...above,
      namespace: "AWS/DynamoDB",
      statistic: "Sum",
      periods: 3,
      treatMissingData: "notBreaching",
    } as const;
    return [
      {
        ...dynamodb,
        name: "table-read-throttles",
        description: "Reads of the table are refused: a hot key, or traffic that grew too fast",
        metricName: "ReadThrottleEvents",
      },
      {
        ...dynamodb,
        name: "table-write-throttles",
        description: "Writes to the table are refused: a hot key, or traffic that grew too fast",
        metricName: "WriteThrottleEvents",
      },
    ];
  },
  certificate: (thresholds) => [
    {
      name: "certificate-expiry",
      description: "The certificate has not renewed itself: its validation record is missing or unseen",
      namespace: "AWS/CertificateManager",
      metricName: "DaysToExpiry",
      statistic: "Minimum",
      comparisonOperator: "LessThanOrEqualToThreshold",
      threshold: thresholds.certificateDays,
      periodSeconds: 86_400,
      periods: 1,
      treatMissingData: "breaching",
    },
  ],
  healthCheck: () => [
    {
      name: "host-unwell",
      description:
        "Route 53 gets no answer from a public host: DNS, the certificate, CloudFront or the web ACL",
      namespace: "AWS/Route53",
      metricName: "HealthCheckStatus",
      // 1 is well, 0 is not.
      statistic: "Minimum",
      comparisonOperator: "LessThanOrEqualToThreshold",
      threshold: 0,
      periods: 3,
      treatMissingData: "breaching",
      pages: true,
    },
  ],
  // AWS/Cognito counts sign-ins, refreshes and their throttles by client, and AWS/Usage calls by account and category:
  // no metric is of a pool as a whole. Its clients have the alarms.
  userPool: () => [],
  userPoolClient: () => {
    const cognito = {
      ...above,
      namespace: "AWS/Cognito",
      statistic: "Sum",
      periods: 5,
      treatMissingData: "notBreaching",
    } as const;
    return [
      {
        ...cognito,
        name: "sign-in-throttles",
        description: "Sign-ins are refused by Cognito's request quota",
        metricName: "SignInThrottles",
      },
      {
        ...cognito,
        name: "token-refresh-throttles",
        description: "Token refreshes are refused by Cognito's request quota",
        metricName: "TokenRefreshThrottles",
      },
    ];
  },
  webAcl: () => [],
};

/** The alarms of one subject. */
export const alarmsOf = (
  thresholds: Thresholds,
  { kind, facts }: Pick<Subject, "kind" | "facts">,
): AlarmDesign[] => {
  const all: Readonly<Record<SubjectKind, Alarms>> = { ...table, ...apiAlarms };
  return all[kind](thresholds, facts);
};

/** Unusual activity by kind. A detector learns for up to two weeks, and is paid for as three alarms. */
export const anomaliesOf = ({ kind }: Pick<Subject, "kind">): readonly AnomalyDesign[] =>
  anomalies[kind] ?? [];

const calls = (metricName: string, what: string): AnomalyDesign => ({
  name: "unusual-calls",
  description: `${what} come in numbers that are unusual for this time of the week`,
  namespace: "AWS/ApiGateway",
  metricName,
  counts: "sum",
  bandWidth: 3,
});

const anomalies: Partial<Record<SubjectKind, readonly AnomalyDesign[]>> = {
  restApi: [calls("Count", "Calls"), { ...calls("4XXError", "Refused calls"), name: "unusual-refusals" }],
  httpApi: [calls("Count", "Calls"), { ...calls("4xx", "Refused calls"), name: "unusual-refusals" }],
  webSocketApi: [calls("ConnectCount", "Connections")],
  webAcl: [
    {
      name: "unusual-blocks",
      description: "The web ACL blocks unusually many requests: an attack, or a rule that hits customers",
      namespace: "AWS/WAFV2",
      metricName: "BlockedRequests",
      counts: "sum",
      bandWidth: 3,
    },
  ],
  userPoolClient: [
    {
      name: "unusual-sign-in-failures",
      description: "Unusually many sign-ins fail: somebody tries passwords, or an app broke",
      namespace: "AWS/Cognito",
      // Its sum counts successes, its samples all attempts.
      metricName: "SignInSuccesses",
      counts: "failures",
      bandWidth: 3,
    },
  ],
};
