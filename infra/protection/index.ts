/** WAF. */
export { aclLog, guardAcl, type GuardAclArgs } from "./guardAcl";
export { OriginWebAcl, type OriginWebAclArgs } from "./originWebAcl";
export { managedGroups, optionalGroups, webAclRules } from "./rules";
export { WebAcl, type WebAclArgs } from "./webAcl";
