import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { projectName } from "./projectName";
import type { StageConfig } from "./schema";

/** Where a stage lives, asked once and handed to every component: no ARN is written with a literal partition or account. */
export interface Target {
  readonly stage: string;
  /** Start of every physical name that has to be chosen: `<project>-<stage>`. */
  readonly prefix: string;
  /** `aws`, `aws-cn`, `aws-us-gov` … */
  readonly partition: pulumi.Output<string>;
  readonly region: pulumi.Output<string>;
  readonly accountId: pulumi.Output<string>;
}

/** Asks the provider for the partition, the Region and the account. */
export function lookUpTarget(config: StageConfig): Target {
  return {
    stage: config.stage,
    prefix: `${projectName}-${config.stage}`,
    partition: aws.getPartitionOutput().partition,
    region: aws.getRegionOutput().region,
    accountId: aws.getCallerIdentityOutput().accountId,
  };
}
