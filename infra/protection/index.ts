/** WAF. */
export { OriginWebAcl, type OriginWebAclArgs } from "./originWebAcl";
export { managedGroups, webAclRules } from "./rules";
export { WebAcl, type WebAclArgs } from "./webAcl";
