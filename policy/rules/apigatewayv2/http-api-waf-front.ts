import { V2_API, V2_API_MAPPING, V2_DOMAIN_NAME, V2_STAGE } from "../../aws/v2-api";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, type Truth } from "../../model/truth";
import { httpApi } from "./api.fixture";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

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
    const urns = new Set(faces.map(({ urn }) => urn));
    const hosts = faces.flatMap((face) => [
      face.outputs.get("apiEndpoint").text?.replace(/^[a-z]+:\/\//, ""),
      face.outputs.get("domainName").text,
    ]);
    const protectedBy = stack.ofType(DISTRIBUTION).map((distribution): Truth => {
      const origins = distribution.get("origins");
      const followed = distribution.dependenciesOf("origins").some((urn) => urns.has(urn));
      const named = origins.some((origin) =>
        origin.get("domainName").matches((text) => hosts.includes(text)),
      );
      return all([any([followed, named]), distribution.get("webAclId").test((raw) => raw !== "")]);
    });
    expect(any(protectedBy), "", "requests reach the API without passing a web ACL");
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
