/** WAF. */
export { managedGroups, webAclRules } from "./rules";
export { WebAcl, type WebAclArgs } from "./webAcl";
