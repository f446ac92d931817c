import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** What a security group rule says of HTTPS. */
export const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443 } as const;

/** One end of a passage: a security group, and its rule. */
export interface PassageEnd {
  readonly securityGroupId: pulumi.Input<string>;
  /** Logical name of the rule. */
  readonly rule: string;
  /** What stands at the other end. */
  readonly description: string;
}

/** HTTPS from one security group to another, which takes a rule of each: the first lets out, the second lets in. */
export function httpsPassage(
  from: PassageEnd,
  to: PassageEnd,
  parent: pulumi.CustomResourceOptions,
): readonly pulumi.Resource[] {
  return [
    new aws.vpc.SecurityGroupEgressRule(
      from.rule,
      {
        ...https,
        description: from.description,
        securityGroupId: from.securityGroupId,
        referencedSecurityGroupId: to.securityGroupId,
      },
      parent,
    ),
    new aws.vpc.SecurityGroupIngressRule(
      to.rule,
      {
        ...https,
        description: to.description,
        securityGroupId: to.securityGroupId,
        referencedSecurityGroupId: from.securityGroupId,
      },
      parent,
    ),
  ];
}
