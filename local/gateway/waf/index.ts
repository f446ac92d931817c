/** The WAF gate: AWS WAF web ACLs, executed. */
export type { Clock, Header, WafContext, WafRequest, WafVerdict, WebAcl } from "./types";
export { compileWebAcl } from "./compile";
