import type * as pulumi from "@pulumi/pulumi";
import type { RestApi } from "../api";
import type { LambdaFunction } from "../compute";
import type { Contract } from "../contract";
import { subjects, type Subject } from "../observability";

/** What an API gives the stage's alarms, dashboard and saved queries. */
export interface Watched {
  /** @default - nothing */
  readonly subjects?: readonly Subject[];
  /** What has its metrics in us-east-1, as all that belongs to CloudFront. @default - nothing */
  readonly edgeSubjects?: readonly Subject[];
  /** Names of the log groups with access logs. @default - none */
  readonly accessLogs?: readonly pulumi.Input<string>[];
  /** Names of the log groups that functions write. @default - none */
  readonly functionLogs?: readonly pulumi.Input<string>[];
}

/** What functions give. */
export const watchFunctions = (functions: readonly LambdaFunction[]): Watched => ({
  subjects: functions.map(({ subject }) => subject),
  functionLogs: functions.map(({ logGroupName }) => logGroupName),
});

/** A REST API, by the name and version that its contract has. */
export const watchRestApi = (
  { name, version }: Contract,
  api: RestApi,
  requestsPerSecond: number,
): Watched => ({
  subjects: [subjects.restApi(`${name}-${version}`, api.apiName, api.stageName, requestsPerSecond)],
  accessLogs: [api.accessLogName],
});

/** A certificate of the stage's Region, where there is one. */
export const watchCertificate = (name: string, arn: pulumi.Input<string> | undefined): Watched => ({
  subjects: arn === undefined ? [] : [subjects.certificate(name, arn)],
});

/** A certificate in us-east-1, where there is one. */
export const watchEdgeCertificate = (name: string, arn: pulumi.Input<string> | undefined): Watched => ({
  edgeSubjects: arn === undefined ? [] : [subjects.certificate(name, arn)],
});

/** Health checks of the storefront, by its version. */
export const watchHealthChecks = (
  checks: Readonly<Record<string, { readonly id: pulumi.Input<string> }>>,
): Watched => ({
  edgeSubjects: Object.entries(checks).map(([name, { id }]) =>
    subjects.healthCheck(`storefront-${name}`, id),
  ),
});

/** Several as one. */
export const together = (parts: readonly Watched[]): Required<Watched> => ({
  subjects: parts.flatMap((part) => part.subjects ?? []),
  edgeSubjects: parts.flatMap((part) => part.edgeSubjects ?? []),
  accessLogs: parts.flatMap((part) => part.accessLogs ?? []),
  functionLogs: parts.flatMap((part) => part.functionLogs ?? []),
});
