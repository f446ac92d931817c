import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Contract } from "../contract";
import { policyDocument, serviceTrust, type Statement } from "../iam";
import type { Target } from "../stage";

/** A queue, stream or state machine that operations call. */
export interface ServiceTarget {
  readonly arn: pulumi.Input<string>;
  /** Customer managed key of the queue or stream. @default - none */
  readonly kmsKeyArn?: pulumi.Input<string>;
}

export interface IntegrationRolesArgs {
  readonly target: Target;
  readonly contract: Contract;
  readonly targets?: Readonly<Record<string, ServiceTarget>>;
}

/** The roles of one API's service integrations. */
export interface IntegrationRoles {
  /** Operation → ARN of its role. */
  readonly arns: Readonly<Record<string, pulumi.Output<string>>>;
  /** What has to stand before the stage takes requests. */
  readonly policies: readonly pulumi.Resource[];
}

/**
 * What a sender to an encrypted queue or stream asks of the key (SQS developer guide, "Key management"; Kinesis
 * developer guide, "Permissions to use user-generated KMS keys").
 */
const keyActions: Readonly<Record<string, readonly string[]>> = {
  sqs: ["kms:GenerateDataKey", "kms:Decrypt"],
  kinesis: ["kms:GenerateDataKey"],
  states: ["kms:GenerateDataKey", "kms:Decrypt"],
};

/** A role for each operation that calls an AWS service: one action, on one ARN. */
export function integrationRoles(
  name: string,
  { target, contract, targets = {} }: IntegrationRolesArgs,
  opts: pulumi.CustomResourceOptions,
): IntegrationRoles {
  const made = contract.operations.flatMap(({ operationId, integration }) => {
    const called = integration.kind === "service" ? targets[integration.target] : undefined;
    // A target that is missing is reported with all others when the body is compiled.
    if (integration.kind !== "service" || called === undefined) return [];
    const role = new aws.iam.Role(
      `${name}-${operationId}-role`,
      {
        description: `${contract.name} ${contract.version}: ${operationId} calls ${integration.action}`,
        assumeRolePolicy: serviceTrust("apigateway.amazonaws.com", target.accountId),
      },
      opts,
    );
    const policy = new aws.iam.RolePolicy(
      `${name}-${operationId}-policy`,
      { role: role.id, policy: policyDocument(statements(integration.action, called, target)) },
      opts,
    );
    return [{ operationId, role, policy }];
  });
  return {
    arns: Object.fromEntries(made.map(({ operationId, role }) => [operationId, role.arn])),
    policies: made.map(({ policy }) => policy),
  };
}

function statements(action: string, { arn, kmsKeyArn }: ServiceTarget, target: Target): Statement[] {
  const call: Statement = { Effect: "Allow", Action: action, Resource: arn };
  const [service = ""] = action.split(":");
  if (kmsKeyArn === undefined) return [call];
  return [
    call,
    {
      Effect: "Allow",
      Action: keyActions[service] ?? [],
      Resource: kmsKeyArn,
      Condition: {
        StringEquals: { "kms:ViaService": pulumi.interpolate`${service}.${target.region}.amazonaws.com` },
      },
    },
  ];
}
