import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Target } from "../stage";

/**
 * Amazon Inspector for Lambda: the packages that functions bring, and their code. One setting for an account and Region,
 * so exactly one stack owns it, and it stays on when that stack goes.
 */
export class Inspector extends pulumi.ComponentResource {
  constructor(name: string, { target }: { readonly target: Target }, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:operations:Inspector", name, {}, opts);
    new aws.inspector2.Enabler(
      `${name}-lambda`,
      { accountIds: [target.accountId], resourceTypes: ["LAMBDA", "LAMBDA_CODE"] },
      { parent: this, retainOnDelete: true },
    );
    this.registerOutputs();
  }
}
