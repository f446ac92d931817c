import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig, Target } from "../stage";
import type { AlarmDesign } from "./alarmDesign";
import { alarmsOf } from "./alarmTable";
import type { Subject, SubjectKind } from "./subjects";

export interface DashboardArgs {
  readonly config: StageConfig;
  readonly target: Target;
  readonly subjects: readonly Subject[];
}

/** In the order of a request: what callers meet comes first. */
const sections: readonly (readonly [SubjectKind, string])[] = [
  ["restApi", "REST APIs"],
  ["httpApi", "HTTP APIs"],
  ["webSocketApi", "WebSocket APIs"],
  ["function", "Functions"],
  ["table", "Tables"],
  ["queue", "Queues"],
  ["deadLetterQueue", "Dead-letter queues"],
  ["stream", "Streams"],
  ["streamConsumer", "Stream consumers"],
  ["workflow", "Workflows"],
  ["userPoolClient", "Sign-in"],
  ["certificate", "Certificates"],
  ["healthCheck", "Public hosts, asked from outside"],
];

/** A graph for each thing that alarms watch, with the alarm's threshold drawn in: one dashboard for a stage. */
export class Dashboard extends pulumi.ComponentResource {
  /** Where to look at it. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: DashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:observability:Dashboard", name, {}, opts);
    const { config, target, subjects } = args;
    const dashboard = new aws.cloudwatch.Dashboard(
      `${name}-dashboard`,
      {
        dashboardName: target.prefix,
        dashboardBody: pulumi.jsonStringify({ widgets: widgets(config, subjects, target.region) }),
      },
      { parent: this },
    );
    this.url = pulumi.interpolate`https://${target.region}.console.aws.amazon.com/cloudwatch/home?region=${target.region}#dashboards:name=${dashboard.dashboardName}`;
    this.registerOutputs({ url: this.url });
  }
}

/** CloudWatch's grid is 24 wide. */
const columns = 3;
const size = { width: 8, height: 6 } as const;

/** The widgets of a dashboard ("Dashboard body structure and syntax", CloudWatch API reference). */
export function widgets(
  config: StageConfig,
  subjects: readonly Subject[],
  region: pulumi.Input<string>,
): object[] {
  let y = 0;
  return sections.flatMap(([kind, title]) => {
    const [first, ...others] = subjects.filter((subject) => subject.kind === kind);
    if (!first) return [];
    const heading = {
      type: "text",
      x: 0,
      y,
      width: 24,
      height: 1,
      properties: { markdown: `## ${title}`, background: "transparent" },
    };
    const designs = alarmsOf(config.alarms, first);
    const graphs = designs.map((design, index) => ({
      type: "metric",
      x: (index % columns) * size.width,
      y: y + 1 + Math.floor(index / columns) * size.height,
      ...size,
      properties: {
        title: design.description,
        // Route 53's metrics are in one Region; a widget reads any.
        region: kind === "healthCheck" ? "us-east-1" : region,
        view: "timeSeries",
        stat: design.statistic,
        period: design.periodSeconds ?? 60,
        metrics: [first, ...others].map((subject) => line(design, subject)),
        annotations: { horizontal: [{ label: "alarm", value: design.threshold }] },
      },
    }));
    y += 1 + Math.ceil(designs.length / columns) * size.height;
    return [heading, ...graphs];
  });
}

const line = ({ namespace, metricName }: AlarmDesign, { dimensions, name }: Subject) => [
  namespace,
  metricName,
  ...Object.entries(dimensions).flat(),
  { label: name },
];
