import type { types } from "@pulumi/aws";
import type { StageConfig } from "../stage";

/** One rule of a web ACL. */
export type Rule = types.input.wafv2.WebAclRule;

/** What a stage says of its web ACLs. */
export type WafSettings = StageConfig["protection"]["waf"];
