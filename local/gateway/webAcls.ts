import type { Clock } from "./clock";
import type { Declarations } from "./declarations";
import { text } from "./declarations";
import type { Notice } from "./notice";
import type { WebAcl } from "./waf";
import { compileWebAcl } from "./waf";

/** Web ACLs compiled once each, and which resource each is associated with. */
export class WebAcls {
  private readonly byResource = new Map<string, { readonly arn: string; readonly acl: WebAcl }>();

  constructor(declarations: Declarations, clock: Clock, notices: Notice[]) {
    const context = {
      ipSets: declarations.byArn("aws:wafv2/ipSet:IpSet"),
      regexPatternSets: declarations.byArn("aws:wafv2/regexPatternSet:RegexPatternSet"),
      ruleGroups: declarations.byArn("aws:wafv2/ruleGroup:RuleGroup"),
      clock,
    };
    const compiled = new Map<string, WebAcl>();
    for (const { urn, properties } of declarations.of("aws:wafv2/webAcl:WebAcl")) {
      const arn = text(properties.arn);
      if (arn === undefined) continue;
      const acl = compileWebAcl({ ...properties }, context);
      compiled.set(arn, acl);
      for (const message of acl.notices) notices.push({ urn, property: "rules", message });
    }
    for (const { urn, properties } of declarations.of("aws:wafv2/webAclAssociation:WebAclAssociation")) {
      const arn = text(properties.webAclArn) ?? "";
      const resource = text(properties.resourceArn) ?? "";
      const acl = compiled.get(arn);
      if (acl !== undefined) this.byResource.set(resource, { arn, acl });
      else
        notices.push({
          urn,
          property: "webAclArn",
          message: `The web ACL ${arn} is not part of this program; requests pass without it.`,
        });
    }
    for (const { urn } of declarations.of("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"))
      notices.push({
        urn,
        property: "logDestinationConfigs",
        message: "WAF logs are not written.",
        short: "WAF logs",
      });
  }

  of(resourceArn: string): { readonly arn: string; readonly acl: WebAcl } | undefined {
    return this.byResource.get(resourceArn);
  }
}
