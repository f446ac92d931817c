import * as pulumi from "@pulumi/pulumi";
import { PublicHost } from "../domains";
import { Distribution, EdgeWebAcl, OriginSecret } from "../edge";
import type { Statement } from "../iam";
import type { Foundation } from "./foundation";

/** The web ACL of the stage's distributions; one for all of them, and none where there are none. */
export const declareEdgeWebAcl = ({ config, target }: Foundation): EdgeWebAcl | undefined =>
  config.catalog.cloudFront || config.live.cloudFront || config.partner.cloudFront
    ? new EdgeWebAcl("edge-acl", { config, target })
    : undefined;

/** The host name of an API, where the stage has a domain. */
export const publicHostOf = (
  api: "catalog" | "live" | "partner",
  { config }: Foundation,
): PublicHost | undefined =>
  config.domain &&
  new PublicHost(`${api}-host`, {
    zoneName: config.domain.zoneName,
    hostName: `${config[api].host}.${config.domain.zoneName}`,
  });

/** What stands before an API that no web ACL can be put on. */
export interface Front {
  /** Whether callers come through CloudFront. */
  readonly isDistributed: boolean;
  /** What the API's functions are told, so that they know what came through it. */
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  /** What they may do besides, for the same. */
  readonly statements: readonly Statement[];
  /** Puts the distribution before the API; undefined where the stage has none. */
  readonly distribute: (originHost: pulumi.Input<string>, originPath?: string) => Distribution | undefined;
}

/** The front of one API, as its settings say. The secret comes before the API, the distribution after it. */
export function originOf(
  api: "catalog" | "live",
  { config, target, platformKey }: Foundation,
  webAcl: EdgeWebAcl | undefined,
  settings: { readonly cloudFront: boolean },
  host: PublicHost | undefined,
): Front {
  if (!settings.cloudFront || !webAcl) {
    return { isDistributed: false, environment: {}, statements: [], distribute: () => undefined };
  }
  const common = { config, target, api };
  const secret = new OriginSecret(`${api}-origin`, { ...common, kmsKeyArn: platformKey.arn });
  return {
    isDistributed: true,
    environment: { ORIGIN_SECRET_NAME: secret.secretName },
    statements: [
      {
        Sid: "SecretOfTheFront",
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: secret.arn,
      },
      {
        Sid: "KeyOfTheSecret",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: platformKey.arn,
        Condition: {
          StringEquals: {
            "kms:ViaService": pulumi.interpolate`secretsmanager.${target.region}.amazonaws.com`,
          },
        },
      },
    ],
    distribute: (originHost, originPath) =>
      new Distribution(`${api}-front`, {
        ...common,
        originHost,
        ...(originPath === undefined ? {} : { originPath }),
        secret,
        webAcl,
        ...(host && { host }),
      }),
  };
}
