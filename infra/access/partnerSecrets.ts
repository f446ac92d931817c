import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../iam";
import type { StageConfig, Target } from "../stage";

export interface PartnerSecretsArgs {
  readonly config: StageConfig;
  readonly target: Target;
  readonly kmsKeyArn: pulumi.Input<string>;
}

/** Start of the names of partners' secrets and keys. */
export const keyPrefix = ({ prefix }: Target): string => `${prefix}/partner`;

/**
 * One secret for each partner, without a value: the first rotation writes the key and the token, so that Pulumi's state
 * never holds either.
 */
export class PartnerSecrets extends pulumi.ComponentResource {
  /** Partner → secret. */
  readonly secrets: Readonly<Record<string, aws.secretsmanager.Secret>>;

  constructor(name: string, args: PartnerSecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:access:PartnerSecrets", name, {}, opts);
    const { config, target } = args;
    const { deletionProtection } = config.protection;
    this.secrets = Object.fromEntries(
      Object.entries(config.partner.partners).map(([partner, { plan }]) => [
        partner,
        new aws.secretsmanager.Secret(
          `${name}-${partner}`,
          {
            name: `${keyPrefix(target)}/${partner}`,
            description: `API key and token of the partner ${partner}; written by rotation`,
            kmsKeyId: args.kmsKeyArn,
            // A name is taken until its secret is gone: a stage without real partners has to be makeable anew.
            recoveryWindowInDays: deletionProtection ? 30 : 0,
            // Rotation puts the partner's next key into this plan.
            tags: { "usage-plan": plan },
          },
          { parent: this, protect: deletionProtection },
        ),
      ]),
    );
    this.registerOutputs();
  }

  /** In the order of the configuration. */
  get arns(): pulumi.Output<string>[] {
    return Object.values(this.secrets).map(({ arn }) => arn);
  }

  /** What it takes to read the secrets. Without partners nothing. */
  readStatements({ region }: Target, kmsKeyArn: pulumi.Input<string>): Statement[] {
    if (this.arns.length === 0) return [];
    return [
      {
        Sid: "PartnersSecrets",
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: this.arns,
      },
      {
        Sid: "SecretsKeyThroughSecretsManager",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: kmsKeyArn,
        Condition: {
          StringEquals: { "kms:ViaService": pulumi.interpolate`secretsmanager.${region}.amazonaws.com` },
        },
      },
    ];
  }
}
