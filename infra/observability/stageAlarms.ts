import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig, Target } from "../stage";
import type { AlarmDesign, AnomalyDesign } from "./alarmDesign";
import { alarmsOf, anomaliesOf } from "./alarmTable";
import type { Subject } from "./subjects";

export interface StageAlarmsArgs {
  readonly config: StageConfig;
  readonly target: Target;
  /** Hears of every alarm. */
  readonly topicArn: pulumi.Input<string>;
  /** Wakes somebody up. @default - topicArn */
  readonly pageTopicArn?: pulumi.Input<string>;
  readonly subjects: readonly Subject[];
}

/**
 * The alarms of a stage, from the table of their kind. Each tells the topic when it starts and when it is over, and says
 * which runbook helps; one composite alarm over those that hurt callers or lose something pages.
 */
export class StageAlarms extends pulumi.ComponentResource {
  constructor(name: string, args: StageAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:observability:StageAlarms", name, {}, opts);
    const { config, target, topicArn } = args;
    const parent = { parent: this };
    const tells = { actionsEnabled: true, alarmActions: [topicArn], okActions: [topicArn] };

    const alarms = args.subjects.flatMap((subject) => {
      const common = (design: AlarmDesign | AnomalyDesign) => ({
        // The topic's policy knows the stage's alarms by this start.
        name: `${target.prefix}-${subject.name}-${design.name}`,
        alarmDescription: `${design.description}. Runbook: docs/runbooks/${design.name}.md`,
        ...tells,
      });
      const logical = (design: { readonly name: string }) => `${name}-${subject.name}-${design.name}`;
      const fixed = alarmsOf(config.alarms, subject).map((design) => ({
        design,
        alarm: new aws.cloudwatch.MetricAlarm(
          logical(design),
          { ...common(design), ...onMetric(design), dimensions: { ...subject.dimensions } },
          parent,
        ),
      }));
      for (const design of config.alarms.anomalies ? anomaliesOf(subject) : []) {
        new aws.cloudwatch.MetricAlarm(
          logical(design),
          { ...common(design), ...outsideBand(design, subject) },
          parent,
        );
      }
      return fixed;
    });

    const paging = alarms.filter(({ design }) => design.pages);
    const pageTopicArn = args.pageTopicArn ?? topicArn;
    // A composite alarm's rule holds at most 100 alarms (PutCompositeAlarm).
    for (let part = 0; part * 100 < paging.length; part += 1) {
      const suffix = part === 0 ? "" : `-${part + 1}`;
      new aws.cloudwatch.CompositeAlarm(
        `${name}-page${suffix}`,
        {
          alarmName: `${target.prefix}-page${suffix}`,
          alarmDescription: "Callers are hurt, or something is lost. Runbook: docs/runbooks/page.md",
          alarmRule: pulumi
            .all(paging.slice(part * 100, part * 100 + 100).map(({ alarm }) => alarm.name))
            .apply((names) => names.map((each) => `ALARM("${each}")`).join(" OR ")),
          actionsEnabled: true,
          alarmActions: [pageTopicArn],
          okActions: [pageTopicArn],
        },
        parent,
      );
    }
    this.registerOutputs();
  }
}

function onMetric(design: AlarmDesign) {
  const { namespace, metricName, statistic, comparisonOperator, threshold, treatMissingData } = design;
  return {
    namespace,
    metricName,
    ...(statistic === "p90" ? { extendedStatistic: statistic } : { statistic }),
    comparisonOperator,
    threshold,
    period: design.periodSeconds ?? 60,
    evaluationPeriods: design.periods,
    datapointsToAlarm: design.periods,
    treatMissingData,
  };
}

/** Five-minute counts against the band that CloudWatch expects; three in a row, so that one spike is none. */
function outsideBand(design: AnomalyDesign, { dimensions }: Subject) {
  const metric = (id: string, stat: string, returnData: boolean) => ({
    id,
    returnData,
    metric: {
      namespace: design.namespace,
      metricName: design.metricName,
      dimensions: { ...dimensions },
      period: 300,
      stat,
    },
  });
  const counted =
    design.counts === "sum"
      ? [metric("counted", "Sum", true)]
      : [
          metric("attempts", "SampleCount", false),
          metric("successes", "Sum", false),
          { id: "counted", expression: "attempts - successes", label: "failures", returnData: true },
        ];
  return {
    comparisonOperator: "GreaterThanUpperThreshold",
    thresholdMetricId: "band",
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
    treatMissingData: "notBreaching",
    metricQueries: [
      ...counted,
      {
        id: "band",
        expression: `ANOMALY_DETECTION_BAND(counted, ${design.bandWidth})`,
        label: "expected",
        returnData: true,
      },
    ],
  };
}
