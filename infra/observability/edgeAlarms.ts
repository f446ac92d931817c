import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { alarmsService, EncryptionKey } from "../encryption";
import type { StageConfig, Target } from "../stage";
import { alarmsOf } from "./alarmTable";
import { AlarmTopic } from "./alarmTopic";
import { StageAlarms } from "./stageAlarms";
import type { Subject } from "./subjects";

export interface EdgeAlarmsArgs {
  readonly config: StageConfig;
  readonly target: Target;
  /** What has its metrics in us-east-1: certificates of CloudFront and of edge-optimised domains, health checks. */
  readonly subjects: readonly Subject[];
}

/**
 * Alarms in us-east-1, with a topic and a key of their own: an alarm reads the metrics of its own Region and tells topics
 * of its own Region only. Each address of `alarms.emails`, and of `alarms.pageEmails`
 * where something there pages, gets a second message to confirm.
 */
export class EdgeAlarms extends pulumi.ComponentResource {
  constructor(name: string, args: EdgeAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:observability:EdgeAlarms", name, {}, opts);
    const { config, subjects } = args;
    const region = "us-east-1";
    const northVirginia = new aws.Provider(`${name}-us-east-1`, { region }, { parent: this });
    const there = { parent: this, providers: { aws: northVirginia } };
    const target = { ...args.target, region: pulumi.output<string>(region) };
    const key = new EncryptionKey(
      `${name}-messages`,
      { config, target, description: "Alarms of us-east-1", services: [alarmsService(target)] },
      there,
    );
    const { emails, pageEmails } = config.alarms;
    const topic = new AlarmTopic(`${name}-alarm`, { target, emails, platformKeyArn: key.arn }, there);
    const pages = subjects.some((subject) => alarmsOf(config.alarms, subject).some((design) => design.pages));
    const page =
      pages && pageEmails.length > 0
        ? new AlarmTopic(`${name}-page`, { target, emails: pageEmails, platformKeyArn: key.arn }, there)
        : undefined;
    new StageAlarms(
      `${name}-alarms`,
      { config, target, topicArn: topic.arn, pageTopicArn: page?.arn, subjects },
      there,
    );
    this.registerOutputs();
  }
}
