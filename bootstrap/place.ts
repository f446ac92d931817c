import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** The account, Region and partition that this stack is made in, and how ARNs of it are written. */
export interface Place {
  readonly accountId: pulumi.Output<string>;
  readonly region: pulumi.Output<string>;
  readonly partition: pulumi.Output<string>;
  /** ARN of something in this account and Region: `arn("lambda", "function:x-*")`. */
  readonly arn: (service: string, resource: pulumi.Input<string>) => pulumi.Output<string>;
  /** ARNs of it in this Region and in us-east-1, where AWS keeps all that belongs to CloudFront. */
  readonly arnsWithEdge: (service: string, resource: string) => pulumi.Output<string>[];
  /** ARN of something that has no Region, such as a role. */
  readonly globalArn: (service: string, resource: pulumi.Input<string>) => pulumi.Output<string>;
}

export function lookUpPlace(): Place {
  const { accountId } = aws.getCallerIdentityOutput();
  const { region } = aws.getRegionOutput();
  const { partition } = aws.getPartitionOutput();
  const inRegion = (where: pulumi.Input<string>, service: string, resource: pulumi.Input<string>) =>
    pulumi.interpolate`arn:${partition}:${service}:${where}:${accountId}:${resource}`;
  return {
    accountId,
    region,
    partition,
    arn: (service, resource) => inRegion(region, service, resource),
    arnsWithEdge: (service, resource) =>
      [region, "us-east-1"].map((where) => inRegion(where, service, resource)),
    globalArn: (service, resource) => inRegion("", service, resource),
  };
}
