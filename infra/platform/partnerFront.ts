import * as pulumi from "@pulumi/pulumi";
import type { RestApi } from "../api";
import { type PublicHost, RegionalDomain } from "../domains";
import { Distribution, type EdgeWebAcl, originHeader, OriginSecret } from "../edge";
import { OriginWebAcl } from "../protection";
import type { Foundation } from "./foundation";
import { publicHostOf } from "./front";

/** What stands before the partner API. */
export interface PartnerFront {
  /** Where callers reach the API. */
  readonly url: pulumi.Output<string>;
  /** Whether the API has a web ACL of its own, and so cannot have the stage's. */
  readonly hasOwnWebAcl: boolean;
  /** ARN of the certificate in this Region, where there is one. */
  readonly certificateArn?: pulumi.Output<string>;
  /** ARN of the certificate of CloudFront, where there is one. */
  readonly edgeCertificateArn?: pulumi.Output<string>;
}

/**
 * CloudFront where the stage says so, else the custom domain where the stage has one, else nothing. The paths are the
 * same in all three.
 */
export function declarePartnerFront(
  foundation: Foundation,
  api: RestApi,
  edgeWebAcl: EdgeWebAcl | undefined,
): PartnerFront {
  const { config, target } = foundation;
  const { partner } = config;
  const host = publicHostOf("partner", foundation);
  if (partner.cloudFront && edgeWebAcl) return distributed(foundation, api, edgeWebAcl, host);
  if (!host) return { url: api.invokeUrl, hasOwnWebAcl: false };
  const regional = new RegionalDomain("partner-domain", {
    config,
    target,
    host,
    tlsPolicy: partner.tlsPolicy,
    apis: { "": api },
    ...(partner.mutualTls ? { mutualTls: partner.mutualTls } : {}),
  });
  return {
    url: pulumi.output(`https://${regional.hostName}`),
    hasOwnWebAcl: false,
    certificateArn: regional.certificateArn,
  };
}

/** The API's own address stays open, for CloudFront; what comes without the distribution's header is blocked there. */
function distributed(
  { config, target, platformKey }: Foundation,
  api: RestApi,
  webAcl: EdgeWebAcl,
  host: PublicHost | undefined,
): PartnerFront {
  const common = { config, target, api: "partner" };
  const secret = new OriginSecret("partner-origin", { ...common, kmsKeyArn: platformKey.arn });
  new OriginWebAcl("partner-waf", {
    ...common,
    header: { name: originHeader, value: secret.value },
    protects: api.stageArn,
    platformKeyArn: platformKey.arn,
  });
  const distribution = new Distribution("partner-front", {
    ...common,
    // Of `https://<host>/<stage>` the host; the stage is the origin's path.
    originHost: api.invokeUrl.apply((url) => new URL(url).hostname),
    originPath: pulumi.interpolate`/${api.stageName}`,
    secret,
    webAcl,
    ...(host && { host }),
  });
  return {
    url: pulumi.interpolate`https://${distribution.hostName}`,
    hasOwnWebAcl: true,
    ...(distribution.certificateArn ? { edgeCertificateArn: distribution.certificateArn } : {}),
  };
}
