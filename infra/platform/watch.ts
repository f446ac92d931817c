import type * as pulumi from "@pulumi/pulumi";
import type { LambdaFunction } from "../compute";
import type { Subject } from "../observability";

/** What an API gives the stage's alarms, dashboard and saved queries. */
export interface Watched {
  readonly subjects: readonly Subject[];
  /** Names of the log groups with access logs. */
  readonly accessLogs: readonly pulumi.Input<string>[];
  /** Names of the log groups that functions write. */
  readonly functionLogs: readonly pulumi.Input<string>[];
}

/** What functions give. */
export const watchFunctions = (functions: readonly LambdaFunction[]): Watched => ({
  subjects: functions.map(({ subject }) => subject),
  accessLogs: [],
  functionLogs: functions.map(({ logGroupName }) => logGroupName),
});

/** Several as one. */
export const together = (parts: readonly Watched[]): Watched => ({
  subjects: parts.flatMap(({ subjects }) => subjects),
  accessLogs: parts.flatMap(({ accessLogs }) => accessLogs),
  functionLogs: parts.flatMap(({ functionLogs }) => functionLogs),
});
