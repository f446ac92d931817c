import { serviceLinkedRole } from "./apiGateway";
import { arn, row, type Row, type Seen } from "./row";

const hostedZone = (resource: Seen) => `arn:aws:route53:::hostedzone/${resource.text("zoneId")}`;

/** Deliveries are found by listing; the log group that they go to has a policy that admits them. */
const delivering = {
  change: ["PutResourcePolicy", "DescribeResourcePolicies", "DescribeLogGroups"].map((name) => ({
    action: `logs:${name}`,
    on: "*",
  })),
};

/** The simulated cloud has no ARNs of shares: AWS generates their ids. */
const share = (resource: Seen) => arn("ram", resource.region, "resource-share/6f1e0c9a");

/** The parts of a web ACL association: the ACL, and what it protects. */
const associated = (resource: Seen) => [resource.text("webAclArn"), resource.text("resourceArn")];

/** What names, certificates, distributions, web ACLs and shares take. */
export const edge: Readonly<Record<string, Row>> = {
  "aws:acm/certificate:Certificate": row("acm", {
    create: "*RequestCertificate AddTagsToCertificate",
    read: "DescribeCertificate ListTagsForCertificate",
    update: "UpdateCertificateOptions AddTagsToCertificate RemoveTagsFromCertificate",
    delete: "DeleteCertificate",
  }),
  "aws:acm/certificateValidation:CertificateValidation": row(
    "acm",
    { create: "DescribeCertificate", read: "DescribeCertificate", delete: "" },
    { on: (resource) => resource.text("certificateArn") },
  ),
  "aws:cloudfront/distribution:Distribution": row(
    "cloudfront",
    {
      create: "*CreateDistribution TagResource",
      read: "GetDistribution ListTagsForResource",
      update: "UpdateDistribution TagResource UntagResource",
      delete: "GetDistribution DeleteDistribution",
    },
    {
      also: (resource) => ({
        change: resource.all.includes(":global/webacl/")
          ? [{ action: "wafv2:GetWebACL", on: resource.text("webAclId") }]
          : [],
      }),
    },
  ),
  "aws:cloudwatch/logDelivery:LogDelivery": row(
    "logs",
    {
      create: "CreateDelivery TagResource",
      read: "GetDelivery ListTagsForResource",
      update: "UpdateDeliveryConfiguration TagResource UntagResource",
      delete: "DeleteDelivery",
    },
    { also: () => delivering },
  ),
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": row("logs", {
    create: "PutDeliveryDestination TagResource",
    read: "GetDeliveryDestination ListTagsForResource",
    update: "PutDeliveryDestination TagResource UntagResource",
    delete: "DeleteDeliveryDestination",
  }),
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": row(
    "logs",
    {
      create: "PutDeliverySource TagResource",
      read: "GetDeliverySource ListTagsForResource",
      update: "PutDeliverySource TagResource UntagResource",
      delete: "DeleteDeliverySource",
    },
    {
      // Whoever has a distribution's log delivered must be allowed to, by CloudFront (CloudFront guide, standard logging).
      also: (resource) => ({
        change: [
          {
            action: "cloudfront:AllowVendedLogDeliveryForResource",
            on: resource.text("resourceArn"),
          },
        ],
      }),
    },
  ),
  "aws:ram/principalAssociation:PrincipalAssociation": row(
    "ram",
    {
      create: "AssociateResourceShare",
      read: "*GetResourceShareAssociations",
      delete: "DisassociateResourceShare",
    },
    { on: share },
  ),
  "aws:ram/resourceAssociation:ResourceAssociation": row(
    "ram",
    {
      create: "AssociateResourceShare",
      read: "*GetResourceShareAssociations",
      delete: "DisassociateResourceShare",
    },
    { on: share },
  ),
  "aws:ram/resourceShare:ResourceShare": row(
    "ram",
    {
      create: "*CreateResourceShare TagResource",
      read: "*GetResourceShares ListResourceSharePermissions",
      update: "UpdateResourceShare TagResource UntagResource",
      delete: "DeleteResourceShare",
    },
    { on: share },
  ),
  "aws:route53/healthCheck:HealthCheck": row("route53", {
    create: "*CreateHealthCheck ChangeTagsForResource",
    read: "GetHealthCheck ListTagsForResource",
    update: "UpdateHealthCheck ChangeTagsForResource",
    delete: "DeleteHealthCheck",
  }),
  "aws:route53/record:Record": row(
    "route53",
    {
      create: "ChangeResourceRecordSets GetHostedZone",
      read: "GetHostedZone ListResourceRecordSets",
      update: "ChangeResourceRecordSets",
      delete: "ChangeResourceRecordSets",
    },
    {
      on: hostedZone,
      also: () => ({ change: [{ action: "route53:GetChange", on: "arn:aws:route53:::change/C1" }] }),
    },
  ),
  "aws:route53/zone:Zone": row("route53", {
    create: "*CreateHostedZone ChangeTagsForResource AssociateVPCWithHostedZone",
    read: "GetHostedZone ListTagsForResource",
    update: "UpdateHostedZoneComment AssociateVPCWithHostedZone DisassociateVPCFromHostedZone",
    delete: "DeleteHostedZone",
  }),
  "aws:wafv2/ipSet:IpSet": row("wafv2", {
    create: "CreateIPSet TagResource",
    read: "GetIPSet ListTagsForResource",
    update: "UpdateIPSet TagResource UntagResource",
    delete: "DeleteIPSet",
  }),
  "aws:wafv2/webAcl:WebAcl": row("wafv2", {
    create: "CreateWebACL TagResource",
    read: "GetWebACL ListTagsForResource",
    update: "UpdateWebACL TagResource UntagResource",
    delete: "DeleteWebACL",
  }),
  "aws:wafv2/webAclAssociation:WebAclAssociation": row(
    "wafv2",
    { create: "AssociateWebACL", read: "GetWebACLForResource", delete: "DisassociateWebACL" },
    {
      on: associated,
      // WAF asks the service of what is protected as well.
      also: (resource) =>
        resource.text("resourceArn").startsWith("arn:aws:cognito-idp:")
          ? {
              read: [{ action: "cognito-idp:GetWebACLForResource", on: resource.text("resourceArn") }],
              change: associated(resource).flatMap((on) =>
                ["AssociateWebACL", "DisassociateWebACL"].map((name) => ({
                  action: `cognito-idp:${name}`,
                  on,
                })),
              ),
            }
          : { change: [{ action: "apigateway:SetWebACL", on: resource.text("resourceArn") }] },
    },
  ),
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": row(
    "wafv2",
    {
      create: "PutLoggingConfiguration",
      read: "GetLoggingConfiguration",
      update: "PutLoggingConfiguration",
      delete: "DeleteLoggingConfiguration",
    },
    {
      on: (resource) => resource.text("resourceArn"),
      also: () => ({
        change: [
          ...delivering.change,
          { action: "logs:CreateLogDelivery", on: "*" },
          { action: "logs:DeleteLogDelivery", on: "*" },
          ...serviceLinkedRole("wafv2.amazonaws.com", "AWSServiceRoleForWAFV2Logging").change,
        ],
      }),
    },
  ),
};
