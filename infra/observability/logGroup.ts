import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { StageConfig } from "../stage";

export interface LogGroupArgs {
  readonly config: StageConfig;
  /** Full name. The platform key admits those of `logsService` only. */
  readonly name: pulumi.Input<string>;
  readonly kmsKeyArn: pulumi.Input<string>;
}

/** A log group as all of them are here: encrypted, and with an end to what it keeps. */
export function logGroup(
  name: string,
  args: LogGroupArgs,
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(
    name,
    { name: args.name, retentionInDays: args.config.logs.retentionDays, kmsKeyId: args.kmsKeyArn },
    opts,
  );
}
