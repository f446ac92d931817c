import type { Rule } from "../../model/rule";
import defaultSgClosed from "./default-sg-closed";
import sgNoPublicAdmin from "./sg-no-public-admin";
import sgNoPublicIngress from "./sg-no-public-ingress";
import vpcDnsAttributes from "./vpc-dns-attributes";

/** The rules for VPC, endpoints and security groups. */
export const ec2Rules: readonly Rule[] = [
  defaultSgClosed,
  sgNoPublicAdmin,
  sgNoPublicIngress,
  vpcDnsAttributes,
];
