import type { Statement } from "../../infra/iam";
import { allow } from "./allow";

/** The VPC and its load balancers: AWS generates all ids, and their parts name each other. */
export const network = (): Statement[] => [
  allow(
    "ec2",
    ["Allocate*", "Associate*", "Attach*", "Authorize*", "Create*", "Delete*", "Describe*"].concat(
      // Without the second no load balancer gets its security groups.
      ["Detach*", "Disassociate*", "GetManagedPrefixListEntries", "GetSecurityGroupsForVpc"],
      ["Modify*", "Release*", "Replace*", "Revoke*"],
    ),
  ),
  allow(
    "elasticloadbalancing",
    ["AddTags", "Create*", "Delete*", "Deregister*", "Describe*", "Modify*", "Register*"].concat(
      "RemoveTags",
      "Set*",
    ),
  ),
];
