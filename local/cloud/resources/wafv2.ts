import { HEX, uuid } from "../fingerprint";
import type { Refusal, Resource, ServiceTable } from "../model";
import { arn, input, joined, list, random, randomUuid, record, text } from "../model";
import { webAclCapacity } from "./wafCapacity";

/** `…:regional/webacl/<name>/<id>` or, for CloudFront, `…:us-east-1:…:global/webacl/<name>/<id>`. */
function wafArn(resource: Resource, kind: string, id: string): string {
  const global = resource.inputs.scope === "CLOUDFRONT";
  const path = `${global ? "global" : "regional"}/${kind}/${input(resource, "name")}/${id}`;
  return arn(resource, "wafv2", path, global ? { region: "us-east-1" } : {});
}

const lockToken = (resource: Resource): string => uuid(`${resource.seed}#lock`);

function scopeRefusals(resource: Resource): readonly Refusal[] {
  return resource.inputs.scope === "CLOUDFRONT" && resource.region !== "us-east-1"
    ? [
        {
          property: "scope",
          reason: `WAF resources of scope CLOUDFRONT exist in us-east-1 only, not in ${resource.region}; give the resource a us-east-1 provider.`,
        },
      ]
    : [];
}

/** The name of a log destination from its ARN. */
function destinationName(destination: string): string {
  const [, , service = "", , , ...rest] = destination.split(":");
  const path = rest.join(":");
  if (service === "logs") return text(path.split(":")[1]);
  if (service === "firehose") return path.replace(/^deliverystream\//, "");
  return path;
}

/** Web application firewall. */
export const wafv2: ServiceTable = {
  "aws:wafv2/webAcl:WebAcl": {
    id: randomUuid,
    autoname: { property: "name", maxLength: 128 },
    taggable: true,
    defaults: { description: "" },
    computed: (acl) => ({
      applicationIntegrationUrl: "",
      arn: wafArn(acl, "webacl", acl.id),
      capacity: webAclCapacity(list(acl.inputs.rules).map(record)),
      lockToken: lockToken(acl),
    }),
    replaceOnChange: ["name", "namePrefix", "scope"],
    validate: scopeRefusals,
  },
  "aws:wafv2/webAclAssociation:WebAclAssociation": {
    id: joined(",", "webAclArn", "resourceArn"),
    replaceOnChange: ["resourceArn", "webAclArn"],
  },
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
    id: joined("", "resourceArn"),
    replaceOnChange: ["resourceArn"],
    validate: (config) =>
      list(config.inputs.logDestinationConfigs)
        .filter((value): value is string => typeof value === "string" && value.startsWith("arn:"))
        .filter((value) => !destinationName(value).startsWith("aws-waf-logs-"))
        .map((value) => ({
          property: "logDestinationConfigs",
          reason: `WAF only writes to destinations whose name begins with "aws-waf-logs-"; rename "${destinationName(value)}".`,
        })),
  },
  "aws:wafv2/ipSet:IpSet": {
    id: randomUuid,
    autoname: { property: "name", maxLength: 128 },
    taggable: true,
    computed: (set) => ({ arn: wafArn(set, "ipset", set.id), lockToken: lockToken(set) }),
    replaceOnChange: ["ipAddressVersion", "name", "namePrefix", "scope"],
    validate: scopeRefusals,
  },
  "aws:wafv2/regexPatternSet:RegexPatternSet": {
    id: randomUuid,
    autoname: { property: "name", maxLength: 128 },
    taggable: true,
    computed: (set) => ({ arn: wafArn(set, "regexpatternset", set.id), lockToken: lockToken(set) }),
    replaceOnChange: ["name", "namePrefix", "scope"],
    validate: scopeRefusals,
  },
  "aws:wafv2/ruleGroup:RuleGroup": {
    id: randomUuid,
    autoname: { property: "name", maxLength: 128 },
    taggable: true,
    computed: (group) => ({ arn: wafArn(group, "rulegroup", group.id), lockToken: lockToken(group) }),
    replaceOnChange: ["capacity", "name", "namePrefix", "scope"],
    validate: scopeRefusals,
  },
  "aws:wafv2/webAclRule:WebAclRule": {
    id: joined(",", "webAclArn", "name"),
    autoname: { property: "name", maxLength: 128 },
    replaceOnChange: ["name", "webAclArn"],
  },
  "aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation": {
    id: joined(",", "webAclArn", "ruleName"),
    replaceOnChange: ["ruleName", "webAclArn"],
  },
  "aws:wafv2/apiKey:ApiKey": {
    id: random(64, HEX),
    computed: (key) => ({ apiKey: key.id }),
    replaceOnChange: ["scope", "tokenDomains"],
  },
};
