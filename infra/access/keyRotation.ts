import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { functionName, LambdaFunction } from "../compute";
import { FailureQueue, senderStatements } from "../messaging";
import type { StageConfig, Target } from "../stage";
import { keyPrefix, type PartnerSecrets } from "./partnerSecrets";
import { rotationStatements } from "./rotationRights";
import type { UsagePlans } from "./usagePlans";

export interface KeyRotationArgs {
  readonly config: StageConfig;
  readonly target: Target;
  readonly secrets: PartnerSecrets;
  readonly plans: UsagePlans;
  /** Key of the secrets and of the failure queue. */
  readonly dataKeyArn: pulumi.Input<string>;
  readonly platformKeyArn: pulumi.Input<string>;
}

const bundle = "partner-rotation";

/** A round over 50 partners is some 400 calls, of which API Gateway's control plane takes 10 a second. */
const timeoutSeconds = 120;

/**
 * Rotates the partners' API keys: Secrets Manager calls the function for each step, a schedule every hour for what the
 * overlap leaves to do. docs/key-rotation.md tells how, and what to do in an emergency.
 */
export class KeyRotation extends pulumi.ComponentResource {
  readonly rotator: LambdaFunction;
  /** Where events end that the function could not do. */
  readonly failures: FailureQueue;

  constructor(name: string, args: KeyRotationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:access:KeyRotation", name, {}, opts);
    const { config, target, secrets, plans, dataKeyArn } = args;
    const parent = { parent: this };
    const { keys, partners, functions } = config.partner;
    const { partition, region, accountId } = target;

    this.failures = new FailureQueue(`${name}-failures`, { config, target, kmsKeyArn: dataKeyArn }, parent);
    this.rotator = new LambdaFunction(
      `${name}-rotator`,
      {
        config,
        target,
        bundle,
        description: "Rotates partners' API keys, retires and revokes them",
        settings: {
          memoryMegabytes: functions.memoryMegabytes,
          logLevel: functions.logLevel,
          timeoutSeconds,
          // Where functions have their share, this one needs little: more at once would only be throttled.
          ...(functions.reservedConcurrency === undefined ? {} : { reservedConcurrency: 2 }),
        },
        environment: {
          KEY_PREFIX: keyPrefix(target),
          PARTNERS: Object.keys(partners).join(","),
          USAGE_PLANS: pulumi.all(plans.ids).apply((ids) =>
            Object.entries(ids)
              .map(([plan, id]) => `${plan}=${id}`)
              .join(","),
          ),
          OVERLAP_HOURS: String(keys.overlapHours),
          DISABLED_HOURS: String(keys.disabledHours),
        },
        statements: [
          ...rotationStatements({
            target,
            secretArns: secrets.arns,
            usagePlanIds: Object.values(plans.ids),
            kmsKeyArn: dataKeyArn,
            ownAliasArn: pulumi.interpolate`arn:${partition}:lambda:${region}:${accountId}:function:${functionName(target, bundle)}:live`,
            tag: keyPrefix(target),
          }),
          ...senderStatements(target, this.failures.arn, dataKeyArn),
        ],
        platformKeyArn: args.platformKeyArn,
      },
      parent,
    );
    const { functionName: lambda, aliasName, aliasArn } = this.rotator;
    new aws.lambda.FunctionEventInvokeConfig(
      `${name}-events`,
      {
        functionName: lambda,
        qualifier: aliasName,
        maximumRetryAttempts: 2,
        maximumEventAgeInSeconds: 3_600,
        destinationConfig: { onFailure: { destination: this.failures.arn } },
      },
      parent,
    );
    for (const [partner, secret] of Object.entries(secrets.secrets)) {
      const permission = new aws.lambda.Permission(
        `${name}-invoke-${partner}`,
        {
          action: "lambda:InvokeFunction",
          principal: "secretsmanager.amazonaws.com",
          function: lambda,
          qualifier: aliasName,
          sourceArn: secret.arn,
          sourceAccount: accountId,
        },
        parent,
      );
      new aws.secretsmanager.SecretRotation(
        `${name}-${partner}`,
        {
          secretId: secret.id,
          rotationLambdaArn: aliasArn,
          // The first one makes the key; there is none before.
          rotateImmediately: true,
          rotationRules: { automaticallyAfterDays: keys.rotationDays },
        },
        { ...parent, dependsOn: [permission] },
      );
    }
    this.schedule(name);
    this.registerOutputs({ rotationFunction: lambda });
  }

  /** The hourly round. */
  private schedule(name: string): void {
    const parent = { parent: this };
    const { functionName: lambda, aliasName, aliasArn } = this.rotator;
    const rule = new aws.cloudwatch.EventRule(
      `${name}-hourly`,
      { description: "Retires API keys whose overlap is over", scheduleExpression: "rate(1 hour)" },
      parent,
    );
    new aws.lambda.Permission(
      `${name}-invoke-hourly`,
      {
        action: "lambda:InvokeFunction",
        principal: "events.amazonaws.com",
        function: lambda,
        qualifier: aliasName,
        sourceArn: rule.arn,
      },
      parent,
    );
    new aws.cloudwatch.EventTarget(
      `${name}-hourly-target`,
      { rule: rule.name, arn: aliasArn, input: JSON.stringify({ sweep: true }) },
      parent,
    );
  }
}
