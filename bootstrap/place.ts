import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** The account, Region and partition that this stack is made in, and how ARNs of it are written. */
export interface Place {
  readonly accountId: pulumi.Output<string>;
  readonly region: pulumi.Output<string>;
  readonly partition: pulumi.Output<string>;
  /** ARN of something in this account and Region: `arn("lambda", "function:x-*")`. */
  readonly arn: (service: string, resource: pulumi.Input<string>) => pulumi.Output<string>;
  /** ARN of something that has no Region, such as a role. */
  readonly globalArn: (service: string, resource: pulumi.Input<string>) => pulumi.Output<string>;
}

export function lookUpPlace(): Place {
  const { accountId } = aws.getCallerIdentityOutput();
  const { region } = aws.getRegionOutput();
  const { partition } = aws.getPartitionOutput();
  return {
    accountId,
    region,
    partition,
    arn: (service, resource) =>
      pulumi.interpolate`arn:${partition}:${service}:${region}:${accountId}:${resource}`,
    globalArn: (service, resource) =>
      pulumi.interpolate`arn:${partition}:${service}::${accountId}:${resource}`,
  };
}
