import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig, Target } from "../stage";

export interface OriginSecretArgs {
  readonly config: StageConfig;
  readonly target: Target;
  /** The API that the secret is for; part of its name. */
  readonly api: string;
  readonly kmsKeyArn: pulumi.Input<string>;
}

/** Header that a distribution adds, and its origin looks for. */
export const originHeader = "x-origin-verify";

/**
 * What a distribution and its origin share, so that the origin knows what came through the web ACL. Secrets Manager
 * makes the value; Pulumi keeps the first one it got (encrypted, in the state), because a data source would give another
 * at each run. `pulumi up --replace` of the version makes a new one: the one before counts until functions have forgotten
 * it.
 */
export class OriginSecret extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly secretName: pulumi.Output<string>;
  /** A secret. */
  readonly value: pulumi.Output<string>;

  constructor(name: string, args: OriginSecretArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:edge:OriginSecret", name, {}, opts);
    const { config, target, api, kmsKeyArn } = args;
    const secret = new aws.secretsmanager.Secret(
      `${name}-secret`,
      {
        name: `${target.prefix}-${api}-origin`,
        description: `Tells ${target.prefix} ${api} what came through its distribution`,
        kmsKeyId: kmsKeyArn,
        recoveryWindowInDays: config.protection.keyDeletionDays,
      },
      { parent: this },
    );
    const drawn = aws.secretsmanager.getRandomPasswordOutput(
      { passwordLength: 48, excludePunctuation: true },
      { parent: this },
    );
    const version = new aws.secretsmanager.SecretVersion(
      `${name}-version`,
      { secretId: secret.id, secretString: pulumi.secret(drawn.randomPassword) },
      { parent: this, ignoreChanges: ["secretString"] },
    );
    this.arn = secret.arn;
    this.secretName = secret.name;
    this.value = pulumi.secret(version.secretString.apply((text) => text ?? ""));
    this.registerOutputs({ arn: this.arn });
  }
}
