import { V2_API, V2_API_MAPPING, V2_DOMAIN_NAME, V2_STAGE } from "../../aws/v2-api";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { keyed } from "../../model/keyed";
import { ANY_KEY } from "../../model/keys";
import { names, optionsOf } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import { any, type Truth } from "../../model/truth";
import { httpApi } from "./api.fixture";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

const hasWebAcl = (distribution: Resource): Truth => distribution.get("webAclId").test((raw) => raw !== "");

/** Distributions that may have a web ACL by their origins: by URN or by domain name. */
const distributionsByOrigin = keyed([DISTRIBUTION], (distribution) => {
  if (hasWebAcl(distribution) === false) return [];
  const origins = distribution.get("origins");
  return [
    ...distribution.dependenciesOf("origins"),
    origins.unknown ? ANY_KEY : undefined,
    ...origins.items.map((origin) => origin.get("domainName")),
  ];
});

export default defineRule({
  id: "http-api-waf-front",
  title: "An HTTP or WebSocket API stands behind a CloudFront distribution with a web ACL",
  severity: "high",
  scope: "stack",
  types: [V2_API],
  frameworks: { "pci-dss-4": ["6.4.2"] },
  links: [
    "https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html",
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html",
  ],
  choice:
    "AWS WAF cannot be associated with these APIs, so a distribution in front of them is the one place for it. One that another stack owns is named by `waived`.",
  options: optionsOf({
    waived: names("Logical names of APIs that are protected elsewhere, or need no web ACL.", []),
  }),
  fix: "put a CloudFront distribution with webAclId before the API, use a REST API, or list the API in waived",
  check({ resource, stack, options, expect, notApplicable }) {
    if (options.waived.includes(resource.name)) return notApplicable();
    const mappings = stack.referrers(resource, V2_API_MAPPING, "apiId").resources;
    const faces = [
      resource,
      ...stack.referrers(resource, V2_STAGE, "apiId").resources,
      ...mappings.flatMap((mapping) => stack.targets(mapping, "domainName", V2_DOMAIN_NAME).resources),
    ];
    const hosts = faces.flatMap((face) => [
      face.outputs.get("apiEndpoint").text?.replace(/^[a-z]+:\/\//, ""),
      face.outputs.get("domainName").text,
    ]);
    const fronts = distributionsByOrigin(stack);
    const protectedBy = fronts.of(...faces.map(({ urn }) => urn), ...hosts).map(hasWebAcl);
    expect(any([...protectedBy, fronts.others]), "", "requests reach the API without passing a web ACL");
  },
  compliant: stackOf(
    { ...httpApi, name: "subject" },
    {
      type: DISTRIBUTION,
      name: "front",
      props: { origins: [{ domainName: ref("subject", "apiEndpoint") }], webAclId: "acl" },
    },
  ),
  violations: {
    "no distribution": missing("front", ""),
    "no web ACL": wrong("webAclId", undefined, "", "front"),
    "distribution of another origin": wrong("origins", [{ domainName: "site.example.com" }], "", "front"),
  },
});
