import type { Rule } from "../../model/rule";
import defaultSgClosed from "./default-sg-closed";
import flowLogAllTraffic from "./flow-log-all-traffic";
import naclAttached from "./nacl-attached";
import naclNoOpenAdmin from "./nacl-no-open-admin";
import natMultiAz from "./nat-multi-az";
import noDefaultVpc from "./no-default-vpc";
import noOpenIgwRoute from "./no-open-igw-route";
import sgAttached from "./sg-attached";
import sgDescription from "./sg-description";
import sgEgressRestricted from "./sg-egress-restricted";
import sgNoMixedRules from "./sg-no-mixed-rules";
import sgNoPublicAdmin from "./sg-no-public-admin";
import sgNoPublicIngress from "./sg-no-public-ingress";
import sgRuleDescription from "./sg-rule-description";
import subnetNoAutoPublicIp from "./subnet-no-auto-public-ip";
import vpcDnsAttributes from "./vpc-dns-attributes";
import vpcFlowLogs from "./vpc-flow-logs";
import vpcSubnetsMultiAz from "./vpc-subnets-multi-az";
import vpceMultiAz from "./vpce-multi-az";
import vpcePolicyLimited from "./vpce-policy-limited";
import vpcePolicyNamesApi from "./vpce-policy-names-api";
import vpcePrivateDns from "./vpce-private-dns";
import vpceRequiredServices from "./vpce-required-services";
import vpceSgScoped from "./vpce-sg-scoped";

/** The rules for VPC, endpoints and security groups. */
export const ec2Rules: readonly Rule[] = [
  defaultSgClosed,
  flowLogAllTraffic,
  naclAttached,
  naclNoOpenAdmin,
  natMultiAz,
  noDefaultVpc,
  noOpenIgwRoute,
  sgAttached,
  sgDescription,
  sgEgressRestricted,
  sgNoMixedRules,
  sgNoPublicAdmin,
  sgNoPublicIngress,
  sgRuleDescription,
  subnetNoAutoPublicIp,
  vpcDnsAttributes,
  vpcFlowLogs,
  vpcSubnetsMultiAz,
  vpceMultiAz,
  vpcePolicyLimited,
  vpcePolicyNamesApi,
  vpcePrivateDns,
  vpceRequiredServices,
  vpceSgScoped,
];
