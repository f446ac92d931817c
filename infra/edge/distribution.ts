import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PublicHost } from "../domains";
import { logGroup } from "../observability/logGroup";
import type { StageConfig, Target } from "../stage";
import type { EdgeWebAcl } from "./edgeWebAcl";
import { originHeader, type OriginSecret } from "./originSecret";

export interface DistributionArgs {
  readonly config: StageConfig;
  readonly target: Target;
  /** The API behind it; part of physical names. */
  readonly api: string;
  /** Host of the origin, without scheme and path. */
  readonly originHost: pulumi.Input<string>;
  /** Put before each path, such as `/prod`. @default - nothing */
  readonly originPath?: pulumi.Input<string>;
  readonly secret: OriginSecret;
  readonly webAcl: EdgeWebAcl;
  /** The host name that callers use. @default - CloudFront's own, `d….cloudfront.net` */
  readonly host?: PublicHost;
}

/**
 * A CloudFront distribution in front of an API that no web ACL can be put on. It caches nothing, passes on everything but
 * Host, and adds the secret by which the origin knows it.
 */
export class Distribution extends pulumi.ComponentResource {
  readonly hostName: pulumi.Output<string>;
  readonly distributionId: pulumi.Output<string>;
  /** In us-east-1; absent where callers use CloudFront's own name. */
  readonly certificateArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: DistributionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:edge:Distribution", name, {}, opts);
    const { config, target, api, host, webAcl } = args;
    const parent = { parent: this };
    const certificate = host?.certificate(`${name}-tls`, {
      ...parent,
      providers: { aws: webAcl.northVirginia },
    });
    const managed = managedPolicies(this);

    const distribution = new aws.cloudfront.Distribution(
      `${name}-distribution`,
      {
        comment: `${target.prefix} ${api}`,
        enabled: true,
        isIpv6Enabled: true,
        httpVersion: "http2and3",
        priceClass: "PriceClass_All",
        webAclId: webAcl.arn,
        aliases: host ? [host.hostName] : [],
        origins: [
          {
            originId: api,
            domainName: args.originHost,
            ...(args.originPath === undefined ? {} : { originPath: args.originPath }),
            customHeaders: [{ name: originHeader, value: args.secret.value }],
            customOriginConfig: {
              httpPort: 80,
              httpsPort: 443,
              originProtocolPolicy: "https-only",
              originSslProtocols: ["TLSv1.2"],
              // As long as API Gateway itself waits.
              originReadTimeout: 30,
            },
          },
        ],
        defaultCacheBehavior: {
          targetOriginId: api,
          viewerProtocolPolicy: "https-only",
          allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
          cachedMethods: ["GET", "HEAD"],
          compress: true,
          ...managed,
        },
        restrictions: { geoRestriction: { restrictionType: "none", locations: [] } },
        viewerCertificate: certificate
          ? {
              acmCertificateArn: certificate.arn,
              sslSupportMethod: "sni-only",
              minimumProtocolVersion: "TLSv1.2_2021",
            }
          : { cloudfrontDefaultCertificate: true },
      },
      { ...parent, protect: config.protection.deletionProtection },
    );
    this.accessLog(name, args, distribution);
    host?.leadTo(
      { name: distribution.domainName, zoneId: distribution.hostedZoneId },
      { evaluateTargetHealth: false },
    );
    this.hostName = host ? pulumi.output(host.hostName) : distribution.domainName;
    this.distributionId = distribution.id;
    this.certificateArn = certificate?.arn;
    this.registerOutputs({ hostName: this.hostName });
  }

  /** Standard logging, version 2: straight into a log group, in us-east-1 as all of CloudFront's. */
  private accessLog(
    name: string,
    { config, target, api, webAcl }: DistributionArgs,
    distribution: aws.cloudfront.Distribution,
  ): void {
    const there = { parent: this, provider: webAcl.northVirginia };
    const log = logGroup(
      `${name}-log`,
      {
        config,
        name: `/aws/vendedlogs/${target.prefix}/cloudfront/${api}`,
        kmsKeyArn: webAcl.logKeyArn,
      },
      there,
    );
    const source = new aws.cloudwatch.LogDeliverySource(
      `${name}-log-source`,
      { name: `${target.prefix}-${api}`, logType: "ACCESS_LOGS", resourceArn: distribution.arn },
      there,
    );
    const destination = new aws.cloudwatch.LogDeliveryDestination(
      `${name}-log-destination`,
      {
        name: `${target.prefix}-${api}-logs`,
        outputFormat: "json",
        deliveryDestinationConfiguration: { destinationResourceArn: log.arn },
      },
      there,
    );
    new aws.cloudwatch.LogDelivery(
      `${name}-log-delivery`,
      {
        deliverySourceName: source.name,
        deliveryDestinationArn: destination.arn,
        recordFields: [...logFields],
      },
      there,
    );
  }
}

/**
 * What a line of the access log holds. No query string and no cookie: a WebSocket client has its token in the query
 * string, since a browser can send no header with it.
 */
const logFields = [
  "date",
  "time",
  "x-edge-location",
  "sc-bytes",
  "c-ip",
  "cs-method",
  "cs(Host)",
  "cs-uri-stem",
  "sc-status",
  "cs(User-Agent)",
  "x-edge-result-type",
  "x-edge-request-id",
  "x-host-header",
  "cs-protocol",
  "cs-bytes",
  "time-taken",
  "ssl-protocol",
  "ssl-cipher",
  "x-edge-response-result-type",
  "cs-protocol-version",
  "time-to-first-byte",
  "x-edge-detailed-result-type",
] as const;

/** CloudFront's own policies, by name: what they are is the same everywhere, their ids are nobody's to know. */
function managedPolicies(parent: pulumi.Resource) {
  const id = (policy: { readonly id?: string }) => policy.id ?? "";
  return {
    cachePolicyId: aws.cloudfront
      .getCachePolicyOutput({ name: "Managed-CachingDisabled" }, { parent })
      .apply(id),
    // All but Host: API Gateway finds an API by its Host, which has to be the origin's.
    originRequestPolicyId: aws.cloudfront
      .getOriginRequestPolicyOutput({ name: "Managed-AllViewerExceptHostHeader" }, { parent })
      .apply(id),
    responseHeadersPolicyId: aws.cloudfront
      .getResponseHeadersPolicyOutput({ name: "Managed-SecurityHeadersPolicy" }, { parent })
      .apply(id),
  };
}
