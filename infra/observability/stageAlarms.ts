import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EdgeApi } from "../api";
import type { LambdaFunction } from "../compute";
import type { StageConfig, Target } from "../stage";
import { type AlarmDesign, functionAlarms, restApiAlarms } from "./alarms";

export interface StageAlarmsArgs {
  readonly config: StageConfig;
  readonly target: Target;
  readonly topicArn: pulumi.Input<string>;
  readonly api: EdgeApi;
  readonly functions: Readonly<Record<string, LambdaFunction>>;
}

/** The alarms of one API and the functions behind it. Each tells the topic when it starts and when it is over. */
export class StageAlarms extends pulumi.ComponentResource {
  constructor(name: string, args: StageAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:observability:StageAlarms", name, {}, opts);
    const { config, target, api, topicArn } = args;

    const alarm = (
      subject: string,
      design: AlarmDesign,
      dimensions: Record<string, pulumi.Input<string>>,
    ) => {
      const { name: kind, description, minutes, ...metric } = design;
      new aws.cloudwatch.MetricAlarm(
        `${name}-${subject}-${kind}`,
        {
          ...metric,
          // The topic's policy knows the stage's alarms by this start.
          name: `${target.prefix}-${subject}-${kind}`,
          alarmDescription: description,
          dimensions,
          period: 60,
          evaluationPeriods: minutes,
          datapointsToAlarm: minutes,
          actionsEnabled: true,
          alarmActions: [topicArn],
          okActions: [topicArn],
        },
        { parent: this },
      );
    };

    for (const design of restApiAlarms(config.alarms, config.storefront.throttle.requestsPerSecond)) {
      alarm("storefront", design, { ApiName: api.apiName, Stage: api.stageName });
    }
    for (const [part, { functionName }] of Object.entries(args.functions)) {
      for (const design of functionAlarms(config.alarms)) alarm(part, design, { FunctionName: functionName });
    }
    this.registerOutputs();
  }
}
