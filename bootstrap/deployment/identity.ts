import type { Statement } from "../../infra/iam";
import type { Place } from "../place";
import { allow, tags } from "./allow";

/** The user pool and the identity pool; the people in them are nobody's to list. */
export const identity = (place: Place): Statement[] => [
  allow("cognito-identity", ["CreateIdentityPool", "SetIdentityPoolRoles"]),
  allow(
    "cognito-identity",
    ["DeleteIdentityPool", "DescribeIdentityPool", "UpdateIdentityPool", "GetIdentityPoolRoles"].concat(tags),
    place.arn("cognito-identity", "identitypool/*"),
  ),
  allow("cognito-idp", ["CreateUserPool", "DescribeUserPoolDomain"]),
  allow(
    "cognito-idp",
    ["CreateUserPool*", "DeleteUserPool*", "DescribeUserPool*", "UpdateUserPool*"].concat(
      ["CreateResourceServer", "DeleteResourceServer", "DescribeResourceServer", "UpdateResourceServer"],
      ["CreateGroup", "DeleteGroup", "GetGroup", "UpdateGroup"],
      ["DescribeRiskConfiguration", "SetRiskConfiguration"],
      ["GetUserPoolMfaConfig", "SetUserPoolMfaConfig", "GetWebACLForResource"],
      tags,
    ),
    place.arn("cognito-idp", "userpool/*"),
  ),
  // Held to the web ACL as well.
  allow(
    "cognito-idp",
    ["AssociateWebACL", "DisassociateWebACL"],
    [place.arn("cognito-idp", "userpool/*"), place.arn("wafv2", "regional/webacl/*")],
  ),
];
