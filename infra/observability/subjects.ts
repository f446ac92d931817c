import type * as pulumi from "@pulumi/pulumi";

/** Kinds of things that alarms watch; each has its rows in alarmTable.ts. */
export type SubjectKind =
  | "certificate"
  | "deadLetterQueue"
  | "function"
  | "healthCheck"
  | "httpApi"
  | "queue"
  | "restApi"
  | "stream"
  | "streamConsumer"
  | "table"
  | "userPool"
  | "userPoolClient"
  | "webAcl"
  | "webSocketApi"
  | "workflow";

/** Something that alarms watch and the dashboard shows. */
export interface Subject {
  readonly kind: SubjectKind;
  /** Unique among the subjects of its kind; part of the alarms' names. */
  readonly name: string;
  /** CloudWatch dimensions that pick its metrics. */
  readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
  /** What a threshold depends on. */
  readonly facts: {
    /** Stage throttle of an API. */
    readonly requestsPerSecond?: number;
    /** Timeout of a function. */
    readonly timeoutSeconds?: number;
  };
}

type Text = pulumi.Input<string>;

export const restApi = (name: string, apiName: Text, stage: Text, requestsPerSecond: number): Subject => ({
  kind: "restApi",
  name,
  dimensions: { ApiName: apiName, Stage: stage },
  facts: { requestsPerSecond },
});

export const httpApi = (name: string, apiId: Text, stage: Text, requestsPerSecond: number): Subject => ({
  kind: "httpApi",
  name,
  dimensions: { ApiId: apiId, Stage: stage },
  facts: { requestsPerSecond },
});

export const webSocketApi = (name: string, apiId: Text, stage: Text): Subject => ({
  kind: "webSocketApi",
  name,
  dimensions: { ApiId: apiId, Stage: stage },
  facts: {},
});

export const lambdaFunction = (name: string, functionName: Text, timeoutSeconds: number): Subject => ({
  kind: "function",
  name,
  dimensions: { FunctionName: functionName },
  facts: { timeoutSeconds },
});

/** A function that reads a stream: how far behind it is. */
export const streamConsumer = (name: string, functionName: Text): Subject => ({
  kind: "streamConsumer",
  name,
  dimensions: { FunctionName: functionName },
  facts: {},
});

const simple =
  (kind: SubjectKind, dimension: string) =>
  (name: string, value: Text): Subject => ({ kind, name, dimensions: { [dimension]: value }, facts: {} });

export const queue = simple("queue", "QueueName");
export const deadLetterQueue = simple("deadLetterQueue", "QueueName");
export const stream = simple("stream", "StreamName");
export const workflow = simple("workflow", "StateMachineArn");
export const table = simple("table", "TableName");
/** A certificate of the stage's own Region: CloudWatch alarms see no other Region's metrics. */
export const certificate = simple("certificate", "CertificateArn");
/** A health check of Route 53, whose metrics are in us-east-1. */
export const healthCheck = simple("healthCheck", "HealthCheckId");
export const userPool = simple("userPool", "UserPool");

export const userPoolClient = (name: string, userPoolId: Text, clientId: Text): Subject => ({
  kind: "userPoolClient",
  name,
  dimensions: { UserPool: userPoolId, UserPoolClient: clientId },
  facts: {},
});

/** @param metricName the ACL's `visibilityConfig.metricName` */
export const webAcl = (name: string, metricName: Text, region: Text): Subject => ({
  kind: "webAcl",
  name,
  dimensions: { WebACL: metricName, Region: region, Rule: "ALL" },
  facts: {},
});

/** A web ACL of CloudFront: its metrics have no Region. */
export const edgeWebAcl = (name: string, metricName: Text): Subject => ({
  kind: "webAcl",
  name,
  dimensions: { WebACL: metricName, Rule: "ALL" },
  facts: {},
});
