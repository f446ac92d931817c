/** CloudFront in front of APIs that no web ACL can be put on. */
export { Distribution, type DistributionArgs } from "./distribution";
export { EdgeWebAcl, type EdgeWebAclArgs } from "./edgeWebAcl";
export { originHeader, OriginSecret, type OriginSecretArgs } from "./originSecret";
