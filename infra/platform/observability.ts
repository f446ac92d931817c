import type * as pulumi from "@pulumi/pulumi";
import type { EdgeWebAcl } from "../edge";
import { AlarmTopic, Dashboard, EdgeAlarms, SavedQueries, StageAlarms, subjects } from "../observability";
import type { Foundation } from "./foundation";
import { together, type Watched } from "./watch";

/** Alarms, dashboard and saved queries over everything that the APIs gave to watch, and over sign-in and the web ACL. */
export function declareObservability(
  foundation: Foundation,
  parts: readonly Watched[],
  acls: { readonly webAclMetricName: pulumi.Input<string>; readonly edgeWebAcl: EdgeWebAcl | undefined },
): { readonly dashboardUrl: pulumi.Output<string> } {
  const { config, target, topic, platformKey, identity } = foundation;
  const watched = together(parts);
  const all = [
    ...watched.subjects,
    ...Object.entries(identity.clientIds).map(([client, id]) =>
      subjects.userPoolClient(client, identity.userPoolId, id),
    ),
    subjects.webAcl("waf", acls.webAclMetricName, target.region),
  ];
  const { pageEmails } = config.alarms;
  const page =
    pageEmails.length > 0
      ? new AlarmTopic("page", { target, emails: pageEmails, platformKeyArn: platformKey.arn })
      : undefined;
  new StageAlarms("alarms", {
    config,
    target,
    topicArn: topic.arn,
    pageTopicArn: page?.arn,
    subjects: all,
  });
  const atTheEdge = [
    ...watched.edgeSubjects,
    // All that alarms know of a web ACL is what is unusual for it.
    ...(acls.edgeWebAcl && config.alarms.anomalies
      ? [subjects.edgeWebAcl("edge-waf", acls.edgeWebAcl.metricName)]
      : []),
  ];
  if (atTheEdge.length > 0) new EdgeAlarms("edge", { config, target, subjects: atTheEdge });
  const healthChecks = watched.edgeSubjects.filter(({ kind }) => kind === "healthCheck");
  const dashboard = new Dashboard("dashboard", { config, target, subjects: [...all, ...healthChecks] });
  new SavedQueries("queries", { target, ...watched });
  return { dashboardUrl: dashboard.url };
}
