import type * as pulumi from "@pulumi/pulumi";
import { AlarmTopic, Dashboard, SavedQueries, StageAlarms, subjects } from "../observability";
import type { Foundation } from "./foundation";
import { together, type Watched } from "./watch";

/** Alarms, dashboard and saved queries over everything that the APIs gave to watch, and over sign-in and the web ACL. */
export function declareObservability(
  foundation: Foundation,
  parts: readonly Watched[],
  { webAclMetricName }: { readonly webAclMetricName: pulumi.Input<string> },
): { readonly dashboardUrl: pulumi.Output<string> } {
  const { config, target, topic, platformKey, identity } = foundation;
  const watched = together(parts);
  const all = [
    ...watched.subjects,
    subjects.userPoolClient("browser", identity.userPoolId, identity.browserClientId),
    subjects.userPoolClient("machine", identity.userPoolId, identity.machineClientId),
    subjects.webAcl("waf", webAclMetricName, target.region),
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
  const dashboard = new Dashboard("dashboard", { config, target, subjects: all });
  new SavedQueries("queries", { target, ...watched });
  return { dashboardUrl: dashboard.url };
}
