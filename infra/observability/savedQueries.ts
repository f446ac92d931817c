import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Target } from "../stage";

export interface SavedQueriesArgs {
  readonly target: Target;
  /** Access logs of APIs. */
  readonly accessLogs: readonly pulumi.Input<string>[];
  /** Logs of functions, written by Powertools as JSON. */
  readonly functionLogs: readonly pulumi.Input<string>[];
}

interface Query {
  readonly name: string;
  readonly over: "accessLogs" | "functionLogs";
  readonly text: readonly string[];
}

/** Questions that runbooks ask of the logs (CloudWatch Logs Insights). Fields are those of the access log formats. */
export const queries: readonly Query[] = [
  {
    name: "failed-calls",
    over: "accessLogs",
    text: [
      "fields @timestamp, requestId, apiId, httpMethod, resourcePath, status, integrationStatus, errorMessage",
      "filter status >= 500",
      "sort @timestamp desc",
      "limit 100",
    ],
  },
  {
    name: "refused-calls",
    over: "accessLogs",
    text: [
      "filter status >= 400 and status < 500",
      "stats count(*) as calls by status, errorType, httpMethod, resourcePath",
      "sort calls desc",
      "limit 50",
    ],
  },
  {
    name: "slow-calls",
    over: "accessLogs",
    text: [
      "filter ispresent(latency)",
      "stats pct(latency, 50) as p50, pct(latency, 90) as p90, max(latency) as slowest by httpMethod, resourcePath",
      "sort p90 desc",
      "limit 50",
    ],
  },
  {
    name: "busiest-addresses",
    over: "accessLogs",
    text: ["stats count(*) as calls by sourceIp", "sort calls desc", "limit 50"],
  },
  {
    name: "errors-of-functions",
    over: "functionLogs",
    text: [
      'filter level = "ERROR"',
      "fields @timestamp, service, message, function_request_id, xray_trace_id, @log",
      "sort @timestamp desc",
      "limit 100",
    ],
  },
  {
    name: "cold-starts",
    over: "functionLogs",
    text: [
      'filter @type = "REPORT" or type = "platform.report"',
      "stats count(@initDuration) as starts, avg(@initDuration) as average, max(@initDuration) as slowest by @log",
      "sort slowest desc",
    ],
  },
];

/** Saved queries over the stage's logs, in a folder of its name. */
export class SavedQueries extends pulumi.ComponentResource {
  constructor(name: string, args: SavedQueriesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:observability:SavedQueries", name, {}, opts);
    for (const query of queries) {
      const logGroupNames = [...args[query.over]];
      if (logGroupNames.length === 0) continue;
      new aws.cloudwatch.QueryDefinition(
        `${name}-${query.name}`,
        { name: `${args.target.prefix}/${query.name}`, logGroupNames, queryString: query.text.join("\n| ") },
        { parent: this },
      );
    }
    this.registerOutputs();
  }
}
