import type { Graph } from "../graph";

/** Something that the program declares and the rehearsal does not execute. */
export interface Notice {
  readonly urn?: string;
  readonly property?: string;
  /** What is not executed, and what that means for an answer. */
  readonly message: string;
}

/**
 * Types whose absence from the rehearsal would change an answer or go unnoticed, with what is missing. Types that only
 * describe (tags, dashboards) or that AWS runs behind the scenes (keys, roles) change no answer on localhost; those that
 * a reader may expect to act are named all the same.
 */
const NOT_EXECUTED: Readonly<Record<string, string>> = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": "Alarms do not watch",
  "aws:iam/role:Role": "IAM roles are not enforced for calls of the AWS SDK",
  "aws:ec2/securityGroup:SecurityGroup": "Network rules are not enforced",
  "aws:kms/key:Key": "Nothing is encrypted with keys",
};

/** One notice for each kind of resource that is declared and not executed. */
export function unrehearsed(graph: Graph): Notice[] {
  return Object.entries(NOT_EXECUTED).flatMap(([type, message]) => {
    const count = graph.resources.filter((resource) => resource.type === type).length;
    return count === 0 ? [] : [{ message: `${message} (${count} × ${type}).` }];
  });
}
