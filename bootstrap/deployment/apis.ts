import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../../infra/iam";
import type { Place } from "../place";
import { allow, tags } from "./allow";

/** APIs, and what leads to them: names, certificates, distributions and web ACLs. */
export const apis = (place: Place): Statement[] => [
  allow("acm", ["RequestCertificate"]),
  allow(
    "acm",
    ["AddTagsToCertificate", "DeleteCertificate", "DescribeCertificate", "ListTagsForCertificate"].concat(
      "RemoveTagsFromCertificate",
      "UpdateCertificateOptions",
    ),
    place.arnsWithEdge("acm", "certificate/*"),
  ),
  // API Gateway has verbs for actions and paths for resources, without an account but for private domain names.
  allow(
    "apigateway",
    ["GET", "POST", "PUT", "PATCH", "DELETE", "UpdateRestApiPolicy", "SetWebACL"].concat(
      ["AddCertificateToDomain", "RemoveCertificateFromDomain", "UpdateDomainNamePolicy"],
      ["UpdateDomainNameManagementPolicy", "CreateAccessAssociation", "RejectAccessAssociation"],
    ),
    [
      pulumi.interpolate`arn:${place.partition}:apigateway:${place.region}::/*`,
      place.arn("apigateway", "/domainname*"),
    ],
  ),
  allow("cloudfront", ["CreateDistribution"]),
  allow(
    "cloudfront",
    [
      "AllowVendedLogDeliveryForResource",
      "DeleteDistribution",
      "GetDistribution*",
      "UpdateDistribution",
    ].concat(tags),
    place.globalArn("cloudfront", "distribution/*"),
  ),
  allow("ram", ["CreateResourceShare", "GetResourceShares", "GetResourceShareAssociations"]),
  allow(
    "ram",
    ["AssociateResourceShare", "DeleteResourceShare", "DisassociateResourceShare"].concat(
      ["ListResourceSharePermissions", "UpdateResourceShare"],
      ["TagResource", "UntagResource"],
    ),
    place.arn("ram", "resource-share/*"),
  ),
  allow(
    "route53",
    ["AssociateVPCWithHostedZone", "ChangeResourceRecordSets", "ChangeTagsForResource"].concat(
      ["CreateHealthCheck", "CreateHostedZone", "DeleteHealthCheck", "DeleteHostedZone"],
      ["DisassociateVPCFromHostedZone", "Get*", "List*", "UpdateHealthCheck", "UpdateHostedZoneComment"],
    ),
  ),
  allow(
    "wafv2",
    ["Associate*", "Create*", "Delete*", "Disassociate*", "Get*", "List*", "Put*", "Update*"].concat(
      "TagResource",
      "UntagResource",
    ),
  ),
];
