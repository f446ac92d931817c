import type { Clock } from "./clock";
import type { Declarations } from "./declarations";
import { text } from "./declarations";
import type { Notice } from "./notice";
import type { WebAcl } from "./waf";
import { compileWebAcl } from "./waf";

/** Web ACLs compiled once each, and which resource each is associated with. */
export class WebAcls {
  private readonly compiled = new Map<string, WebAcl>();
  private readonly byResource = new Map<string, { readonly arn: string; readonly acl: WebAcl }>();

  constructor(
    declarations: Declarations,
    clock: Clock,
    private readonly notices: Notice[],
  ) {
    const context = {
      ipSets: declarations.byArn("aws:wafv2/ipSet:IpSet"),
      regexPatternSets: declarations.byArn("aws:wafv2/regexPatternSet:RegexPatternSet"),
      ruleGroups: declarations.byArn("aws:wafv2/ruleGroup:RuleGroup"),
      clock,
    };
    for (const { urn, properties } of declarations.of("aws:wafv2/webAcl:WebAcl")) {
      const arn = text(properties.arn);
      if (arn === undefined) continue;
      const acl = compileWebAcl({ ...properties }, context);
      this.compiled.set(arn, acl);
      for (const message of acl.notices) notices.push({ urn, property: "rules", message });
    }
    for (const { urn, properties } of declarations.of("aws:wafv2/webAclAssociation:WebAclAssociation")) {
      const arn = text(properties.webAclArn) ?? "";
      const resource = text(properties.resourceArn) ?? "";
      const acl = this.byArn(arn, { urn, property: "webAclArn" });
      if (acl !== undefined) this.byResource.set(resource, { arn, acl });
    }
    for (const { urn } of declarations.of("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"))
      notices.push({ urn, property: "logDestinationConfigs", message: "WAF logs are not written." });
  }

  /** A web ACL by its ARN. One that the program does not hold is a notice about where it is named. */
  byArn(arn: string, named: Pick<Notice, "urn" | "property">): WebAcl | undefined {
    const acl = this.compiled.get(arn);
    if (acl === undefined)
      this.notices.push({
        ...named,
        message: `The web ACL ${arn} is not part of this program; requests pass without it.`,
      });
    return acl;
  }

  /** The web ACL that is associated with a resource. */
  of(resourceArn: string): { readonly arn: string; readonly acl: WebAcl } | undefined {
    return this.byResource.get(resourceArn);
  }
}
