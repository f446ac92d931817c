import * as pulumi from "@pulumi/pulumi";
import { HttpApiDomain, PublicHost } from "../domains";
import { Distribution, EdgeWebAcl, OriginSecret } from "../edge";
import type { Statement } from "../iam";
import type { Foundation } from "./foundation";
import { type Watched, watchCertificate, watchEdgeCertificate } from "./watch";

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

/** What a front has to know of the API behind it, an HTTP or a WebSocket API. */
interface FrontedApi {
  readonly id: pulumi.Output<string>;
  readonly stageName: pulumi.Output<string>;
  readonly hostName: pulumi.Output<string>;
}

/** Where callers come in. */
interface Entrance {
  /** The distribution's or the custom domain's; undefined where the API's own address is all there is. */
  readonly hostName: pulumi.Input<string> | undefined;
  readonly certificate: Watched;
}

/** What stands before an API that no web ACL can be put on. */
export interface Front {
  /** Whether callers come through CloudFront. */
  readonly isDistributed: boolean;
  /** What the API's functions are told, so that they know what came through it. */
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  /** What they may do besides, for the same. */
  readonly statements: readonly Statement[];
  /** Leads callers to the API, once there is one. @param originPath where it begins, for a distribution */
  readonly open: (api: FrontedApi, originPath?: string) => Entrance;
}

/** CloudFront where the API's settings say so, else the custom domain where the stage has one, else nothing. */
export function frontOf(
  api: "catalog" | "live",
  foundation: Foundation,
  webAcl: EdgeWebAcl | undefined,
): Front {
  const host = publicHostOf(api, foundation);
  return foundation.config[api].cloudFront && webAcl
    ? distributed(api, foundation, webAcl, host)
    : direct(api, foundation, host);
}

/** The custom domain, or nothing. */
const direct = (api: string, { config }: Foundation, host: PublicHost | undefined): Front => ({
  isDistributed: false,
  environment: {},
  statements: [],
  open: (own) => {
    if (!host) return { hostName: undefined, certificate: {} };
    const domain = new HttpApiDomain(`${api}-domain`, { config, host, api: own });
    return { hostName: domain.hostName, certificate: watchCertificate(api, domain.certificateArn) };
  },
});

/** A distribution, and the secret that tells the functions what came through it. */
function distributed(
  api: string,
  { config, target, platformKey }: Foundation,
  webAcl: EdgeWebAcl,
  host: PublicHost | undefined,
): Front {
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
    open: (own, originPath) => {
      const distribution = new Distribution(`${api}-front`, {
        ...common,
        originHost: own.hostName,
        ...(originPath === undefined ? {} : { originPath }),
        secret,
        webAcl,
        ...(host && { host }),
      });
      return {
        hostName: distribution.hostName,
        certificate: watchEdgeCertificate(api, distribution.certificateArn),
      };
    },
  };
}
