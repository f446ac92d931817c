import type * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "./policyDocument";

/**
 * Trust policy for one AWS service. Where the service says for whom it acts, the role is bound to this account
 * (the confused deputy, IAM user guide).
 *
 * @param sourceAccount Account id. Left out for Lambda, which sends no source account when it assumes a role.
 */
export function serviceTrust(service: string, sourceAccount?: pulumi.Input<string>): pulumi.Output<string> {
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sts:AssumeRole",
      ...(sourceAccount ? { Condition: { StringEquals: { "aws:SourceAccount": sourceAccount } } } : {}),
    },
  ]);
}
