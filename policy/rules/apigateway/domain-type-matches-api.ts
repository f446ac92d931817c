import { REST_API } from "../../aws/rest-method";
import { apiOf, hasEndpointType } from "../../aws/rest-stage";
import { ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, implies } from "../../model/truth";

const DOMAIN_NAME = "aws:apigateway/domainName:DomainName";
const BASE_PATH_MAPPING = "aws:apigateway/basePathMapping:BasePathMapping";

export default defineRule({
  id: "domain-type-matches-api",
  title: "A private API is mapped to a private domain only, and a public one to a public domain",
  severity: "high",
  scope: "stack",
  types: [BASE_PATH_MAPPING],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html"],
  choice:
    "AWS lets an edge-optimized domain map a regional API and the other way round, so only PRIVATE is kept apart.",
  options: noOptions,
  fix: "give the domain and the API the same kind of endpoint",
  check({ resource, stack, expect, notApplicable }) {
    const [domain] = stack.targets(resource, "domainName", DOMAIN_NAME).resources;
    const [api] = apiOf(resource, stack).resources;
    if (domain === undefined || api === undefined) return notApplicable();
    const [privateApi, privateDomain] = [hasEndpointType(api, "PRIVATE"), hasEndpointType(domain, "PRIVATE")];
    expect(
      all([implies(privateApi, privateDomain), implies(privateDomain, privateApi)]),
      resource.get("domainName"),
      `${domain.name} and ${api.name} are not both private or both public: API Gateway refuses the mapping`,
    );
  },
  compliant: stackOf(
    { type: REST_API, name: "api", props: { endpointConfiguration: { types: "EDGE" } } },
    {
      type: DOMAIN_NAME,
      name: "domain",
      props: { domainName: "api.example.com", endpointConfiguration: { types: "EDGE" } },
    },
    {
      type: BASE_PATH_MAPPING,
      name: "subject",
      props: { restApi: ref("api", "id"), domainName: ref("domain", "domainName") },
    },
  ),
  violations: {
    "private API on a public domain": wrong(
      "endpointConfiguration",
      { types: "PRIVATE" },
      "domainName",
      "api",
    ),
    "public API on a private domain": wrong(
      "endpointConfiguration",
      { types: "PRIVATE" },
      "domainName",
      "domain",
    ),
  },
});
