import { LOWER_ALPHANUMERIC } from "../fingerprint";
import type { Identified, Resource, ServiceTable } from "../model";
import { arn, derive, input, random, timestamp } from "../model";
import { hasEndpointType } from "./apigateway";
import { CLOUDFRONT_ZONE_ID, apiGatewayZoneId } from "./hostedZones";

const domainArn = (resource: Resource, path: string): string =>
  arn(resource, "apigateway", path, { account: "" });

/** The names that a custom domain's DNS record points to, by its kind of endpoint. */
function targets(domain: Identified): Record<string, string> {
  const regional = hasEndpointType(domain, "REGIONAL");
  const private_ = hasEndpointType(domain, "PRIVATE");
  const edge = !regional && !private_;
  return {
    cloudfrontDomainName: edge ? `d${derive(domain, "edge", 13, LOWER_ALPHANUMERIC)}.cloudfront.net` : "",
    cloudfrontZoneId: CLOUDFRONT_ZONE_ID,
    regionalDomainName: regional
      ? `d-${derive(domain, "regional", 10, LOWER_ALPHANUMERIC)}.execute-api.${domain.region}.${domain.partition.dnsSuffix}`
      : "",
    regionalZoneId: regional ? apiGatewayZoneId(domain) : "",
  };
}

/** Custom domains of REST APIs and what is mapped to them. */
export const apigatewayDomain: ServiceTable = {
  "aws:apigateway/domainName:DomainName": {
    // Private custom domains are not unique by name, so their id has a second part.
    id: (domain) =>
      hasEndpointType(domain, "PRIVATE")
        ? `${input(domain, "domainName")}/${derive(domain, "private", 10, LOWER_ALPHANUMERIC)}`
        : input(domain, "domainName"),
    taggable: true,
    defaults: {
      endpointConfiguration: { ipAddressType: "ipv4", types: ["EDGE"] },
      securityPolicy: "TLS_1_2",
    },
    computed: (domain) => {
      const [name = "", domainNameId = ""] = domain.id.split("/");
      return {
        arn: domainNameId
          ? arn(domain, "apigateway", `/domainnames/${name}+${domainNameId}`)
          : domainArn(domain, `/domainnames/${name}`),
        certificateUploadDate: timestamp(domain),
        domainNameId,
        ...targets(domain),
      };
    },
    replaceOnChange: ["domainName", "certificateBody", "certificateChain", "certificatePrivateKey"],
  },
  "aws:apigateway/basePathMapping:BasePathMapping": {
    id: (mapping) =>
      [input(mapping, "domainName"), input(mapping, "basePath"), input(mapping, "domainNameId")]
        .filter((part, at) => at < 2 || part !== "")
        .join("/"),
    replaceOnChange: ["domainName", "domainNameId"],
  },
  "aws:apigateway/domainNameAccessAssociation:DomainNameAccessAssociation": {
    id: (association) =>
      arn(
        association,
        "apigateway",
        `/domainnameaccessassociations/domainname/${input(association, "domainNameArn").split("/").pop()}/vpcesource/${input(association, "accessAssociationSource")}`,
      ),
    taggable: true,
    computed: (association) => ({ arn: association.id }),
    replaceOnChange: ["accessAssociationSource", "accessAssociationSourceType", "domainNameArn"],
  },
  "aws:apigatewayv2/domainName:DomainName": {
    id: (domain) => input(domain, "domainName"),
    taggable: true,
    defaults: { routingMode: "API_MAPPING_ONLY" },
    computed: (domain) => ({
      apiMappingSelectionExpression: "$request.basepath",
      arn: domainArn(domain, `/domainnames/${domain.id}`),
      domainNameConfiguration: {
        endpointType: "REGIONAL",
        ipAddressType: "ipv4",
        securityPolicy: "TLS_1_2",
        ...(domain.inputs.domainNameConfiguration as object | undefined),
        hostedZoneId: apiGatewayZoneId(domain),
        targetDomainName: `d-${derive(domain, "regional", 10, LOWER_ALPHANUMERIC)}.execute-api.${domain.region}.${domain.partition.dnsSuffix}`,
      },
    }),
    replaceOnChange: ["domainName"],
  },
  "aws:apigatewayv2/apiMapping:ApiMapping": {
    id: random(6, LOWER_ALPHANUMERIC),
    replaceOnChange: ["domainName"],
  },
  "aws:apigatewayv2/routingRule:RoutingRule": {
    id: random(6, LOWER_ALPHANUMERIC),
    computed: (rule) => ({
      routingRuleId: rule.id,
      routingRuleArn: domainArn(rule, `/domainnames/${input(rule, "domainName")}/routingrules/${rule.id}`),
    }),
    replaceOnChange: ["domainName"],
  },
};
