import { HEX, LOWER_ALPHANUMERIC, UPPER_ALPHANUMERIC } from "../fingerprint";
import type { Identified, Resource, ServiceTable } from "../model";
import { arn, derive, globalArn, input, joined, random, randomUuid, timestamp } from "../model";
import { CLOUDFRONT_ZONE_ID } from "./hostedZones";

const etag = (resource: Resource): string => `E${derive(resource, "etag", 13, UPPER_ALPHANUMERIC)}`;
const cloudfrontArn = (resource: Identified, kind: string): string =>
  globalArn(resource, "cloudfront", `${kind}/${resource.id}`);

/** `app/<name>/<16 hexadecimal digits>`: what CloudWatch calls a load balancer. */
const balancerSuffix = (balancer: Resource): string =>
  `${balancer.inputs.loadBalancerType === "network" ? "net" : "app"}/${input(balancer, "name")}/${derive(balancer, "id", 16, HEX)}`;

/** What stands in front of APIs, or behind their VPC links: CloudFront and load balancers. */
export const edge: ServiceTable = {
  "aws:cloudfront/distribution:Distribution": {
    id: random(13, UPPER_ALPHANUMERIC, "E"),
    taggable: true,
    regional: false,
    defaults: {
      httpVersion: "http2",
      isIpv6Enabled: false,
      priceClass: "PriceClass_All",
      retainOnDelete: false,
      staging: false,
      waitForDeployment: true,
    },
    computed: (distribution) => ({
      arn: cloudfrontArn(distribution, "distribution"),
      callerReference: `terraform-${distribution.now}`,
      domainName: `d${derive(distribution, "domain", 13, LOWER_ALPHANUMERIC)}.cloudfront.net`,
      etag: etag(distribution),
      hostedZoneId: CLOUDFRONT_ZONE_ID,
      inProgressValidationBatches: 0,
      lastModifiedTime: timestamp(distribution),
      loggingV1Enabled: false,
      status: "Deployed",
      trustedKeyGroups: [{ enabled: false, items: [] }],
      trustedSigners: [{ enabled: false, items: [] }],
    }),
    replaceOnChange: ["staging"],
  },
  "aws:cloudfront/cachePolicy:CachePolicy": {
    id: randomUuid,
    autoname: { property: "name" },
    regional: false,
    defaults: { defaultTtl: 86400, maxTtl: 31536000, minTtl: 0 },
    computed: (policy) => ({ arn: cloudfrontArn(policy, "cache-policy"), etag: etag(policy) }),
  },
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": {
    id: randomUuid,
    autoname: { property: "name" },
    regional: false,
    computed: (policy) => ({ arn: cloudfrontArn(policy, "origin-request-policy"), etag: etag(policy) }),
  },
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": {
    id: randomUuid,
    autoname: { property: "name" },
    regional: false,
    computed: (policy) => ({ arn: cloudfrontArn(policy, "response-headers-policy"), etag: etag(policy) }),
  },
  "aws:cloudfront/originAccessControl:OriginAccessControl": {
    id: random(13, UPPER_ALPHANUMERIC, "E"),
    autoname: { property: "name", maxLength: 64 },
    regional: false,
    computed: (control) => ({ arn: cloudfrontArn(control, "origin-access-control"), etag: etag(control) }),
    replaceOnChange: ["name"],
  },
  "aws:cloudfront/function:Function": {
    id: joined("", "name"),
    autoname: { property: "name", maxLength: 64 },
    taggable: true,
    regional: false,
    defaults: { publish: true },
    computed: (fn) => ({
      arn: cloudfrontArn(fn, "function"),
      etag: etag(fn),
      liveStageEtag: etag(fn),
      status: "UNASSOCIATED",
    }),
    replaceOnChange: ["name"],
  },
  "aws:lb/loadBalancer:LoadBalancer": {
    id: (balancer) => arn(balancer, "elasticloadbalancing", `loadbalancer/${balancerSuffix(balancer)}`),
    autoname: { property: "name", maxLength: 32 },
    taggable: true,
    deletionProtection: { property: "enableDeletionProtection", on: true },
    defaults: {
      enableDeletionProtection: false,
      idleTimeout: 60,
      internal: false,
      ipAddressType: "ipv4",
      loadBalancerType: "application",
    },
    computed: (balancer) => ({
      arn: balancer.id,
      arnSuffix: balancerSuffix(balancer),
      dnsName: `${balancer.inputs.internal === true ? "internal-" : ""}${input(balancer, "name")}-${derive(balancer, "dns", 10, "0123456789")}.${balancer.region}.elb.${balancer.partition.dnsSuffix}`,
      vpcId: `vpc-${derive(balancer, "vpc", 17, HEX)}`,
      zoneId: `Z${derive(balancer, "zone", 13, UPPER_ALPHANUMERIC)}`,
    }),
    replaceOnChange: ["customerOwnedIpv4Pool", "internal", "loadBalancerType", "name", "namePrefix"],
  },
  "aws:lb/targetGroup:TargetGroup": {
    id: (group) => arn(group, "elasticloadbalancing", targetSuffix(group)),
    autoname: { property: "name", maxLength: 32 },
    taggable: true,
    defaults: { deregistrationDelay: 300, slowStart: 0, targetType: "instance" },
    computed: (group) => ({ arn: group.id, arnSuffix: targetSuffix(group), loadBalancerArns: [] }),
    replaceOnChange: [
      "ipAddressType",
      "name",
      "namePrefix",
      "port",
      "protocol",
      "protocolVersion",
      "targetType",
      "vpcId",
    ],
  },
  "aws:lb/listener:Listener": {
    id: (listener) =>
      `${input(listener, "loadBalancerArn").replace(":loadbalancer/", ":listener/")}/${derive(listener, "id", 16, HEX)}`,
    taggable: true,
    computed: (listener) => ({ arn: listener.id }),
    replaceOnChange: ["loadBalancerArn"],
  },
  "aws:lb/targetGroupAttachment:TargetGroupAttachment": {
    id: (attachment) =>
      `${input(attachment, "targetGroupArn")}-${derive(attachment, "id", 26, "0123456789")}`,
    replaceOnChange: ["availabilityZone", "port", "targetGroupArn", "targetId"],
  },
};

const targetSuffix = (group: Resource): string =>
  `targetgroup/${input(group, "name")}/${derive(group, "id", 16, HEX)}`;
