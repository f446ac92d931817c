import { arn, row, type Actions, type Row, type Seen } from "./row";

/** API Gateway has verbs for actions and paths for resources. */
const path = (resource: Seen, tail: string) => `arn:aws:apigateway:${resource.region}::${tail}`;

/** What stands at a path of its own in a collection; tags are a path as well. */
function at(
  collection: (resource: Seen) => string,
  own: (resource: Seen) => string,
  more: Parameters<typeof row>[2] = {},
): Row {
  const onPath = (verbs: string, where: (resource: Seen) => string) => (resource: Seen) =>
    verbs.split(" ").map((verb) => ({ action: `apigateway:${verb}`, on: path(resource, where(resource)) }));
  const tagged = onPath(
    "PUT POST DELETE",
    (resource) => `/tags/${encodeURIComponent(path(resource, own(resource)))}`,
  );
  return row("apigateway", none, {
    ...more,
    also: (resource) => {
      const others = more.also?.(resource) ?? {};
      return {
        read: [...onPath("GET", own)(resource), ...(others.read ?? [])],
        change: [
          ...onPath("POST", collection)(resource),
          ...onPath("PATCH DELETE", own)(resource),
          ...tagged(resource),
          ...(others.change ?? []),
        ],
      };
    },
  });
}

const none: Actions = { create: "", read: "", delete: "" };

/** Path of a resource whose ARN says it. */
const own = (resource: Seen) => resource.arn.replace(/^arn:aws:apigateway:[\w-]*:\d*:/, "");

const v1 = (part: string) => (resource: Seen) => `/restapis/${resource.text("restApi")}/${part}`;
const v2 = (part: string) => (resource: Seen) => `/apis/${resource.text("apiId")}/${part}`;
const v1Item = (part: string) => (resource: Seen) => `${v1(part)(resource)}/${resource.id}`;
const v2Item = (part: string) => (resource: Seen) => `${v2(part)(resource)}/${resource.id}`;
const stage = (resource: Seen) =>
  `/restapis/${resource.text("restApi")}/stages/${resource.text("stageName")}`;

/** Rights beside the verbs ("permissions management" in the reference). */
const alsoOn = (names: string, on: (resource: Seen) => string[]) => (resource: Seen) => ({
  change: names
    .split(" ")
    .flatMap((name) => on(resource).map((one) => ({ action: `apigateway:${name}`, on: one }))),
});

const certificates = alsoOn("AddCertificateToDomain RemoveCertificateFromDomain", (resource) => [
  path(resource, "/domainnames"),
  path(resource, `/domainnames/${resource.text("domainName")}`),
]);

/** A private domain name's ARN has the account, its base paths have not. */
const privateName = (resource: Seen) =>
  resource.arn.includes("+")
    ? {
        read: [{ action: "apigateway:GET", on: resource.arn }],
        change: [
          ...["PATCH", "DELETE", "UpdateDomainNamePolicy", "UpdateDomainNameManagementPolicy"].map(
            (name) => ({
              action: `apigateway:${name}`,
              on: resource.arn,
            }),
          ),
          { action: "apigateway:UpdateDomainNamePolicy", on: path(resource, "/domainnames") },
          ...certificates(resource).change,
        ],
      }
    : certificates(resource);

/** What the types of API Gateway take. */
export const apiGateway: Readonly<Record<string, Row>> = {
  "aws:apigateway/account:Account": at(
    () => "/account",
    () => "/account",
    { passesTo: "apigateway" },
  ),
  "aws:apigateway/basePathMapping:BasePathMapping": at(
    (resource) => `/domainnames/${resource.text("domainName")}/basepathmappings`,
    (resource) => `/domainnames/${resource.text("domainName")}/basepathmappings/v1`,
  ),
  "aws:apigateway/clientCertificate:ClientCertificate": at(() => "/clientcertificates", own),
  "aws:apigateway/deployment:Deployment": at(v1("deployments"), v1Item("deployments")),
  "aws:apigateway/domainName:DomainName": at(() => "/domainnames", own, { also: privateName }),
  "aws:apigateway/domainNameAccessAssociation:DomainNameAccessAssociation": row(
    "apigateway",
    { create: "", read: "GET", delete: "DELETE" },
    {
      also: (resource) => ({
        change: [
          {
            action: "apigateway:POST",
            on: arn("apigateway", resource.region, "/domainnameaccessassociations"),
          },
          { action: "apigateway:CreateAccessAssociation", on: resource.text("domainNameArn") },
          { action: "apigateway:RejectAccessAssociation", on: resource.text("domainNameArn") },
        ],
      }),
    },
  ),
  "aws:apigateway/methodSettings:MethodSettings": at(stage, stage),
  "aws:apigateway/restApi:RestApi": at(() => "/restapis", own, {
    passesTo: "apigateway",
    also: alsoOn("PUT UpdateRestApiPolicy", (resource) => [resource.arn, path(resource, "/restapis")]),
  }),
  "aws:apigateway/stage:Stage": at(v1("stages"), stage),
  "aws:apigateway/usagePlan:UsagePlan": at(() => "/usageplans", own),
  "aws:apigateway/vpcLink:VpcLink": at(() => "/vpclinks", own, {
    // REST APIs reach a load balancer by an endpoint service that API Gateway makes in the caller's name.
    also: () => ({
      change: [
        "CreateVpcEndpointServiceConfiguration",
        "DeleteVpcEndpointServiceConfigurations",
        "DescribeVpcEndpointServiceConfigurations",
        "ModifyVpcEndpointServicePermissions",
      ].map((name) => ({ action: `ec2:${name}`, on: "*" })),
    }),
  }),
  "aws:apigatewayv2/api:Api": at(() => "/apis", own),
  "aws:apigatewayv2/apiMapping:ApiMapping": at(
    (resource) => `/domainnames/${resource.text("domainName")}/apimappings`,
    (resource) => `/domainnames/${resource.text("domainName")}/apimappings/${resource.id}`,
  ),
  "aws:apigatewayv2/authorizer:Authorizer": at(v2("authorizers"), v2Item("authorizers"), {
    passesTo: "apigateway",
  }),
  "aws:apigatewayv2/deployment:Deployment": at(v2("deployments"), v2Item("deployments")),
  "aws:apigatewayv2/domainName:DomainName": at(() => "/domainnames", own, { also: certificates }),
  "aws:apigatewayv2/integration:Integration": at(v2("integrations"), v2Item("integrations"), {
    passesTo: "apigateway",
  }),
  "aws:apigatewayv2/integrationResponse:IntegrationResponse": at(
    (resource) => v2(`integrations/${resource.text("integrationId")}/integrationresponses`)(resource),
    (resource) => v2Item(`integrations/${resource.text("integrationId")}/integrationresponses`)(resource),
  ),
  "aws:apigatewayv2/model:Model": at(v2("models"), v2Item("models")),
  "aws:apigatewayv2/route:Route": at(v2("routes"), v2Item("routes")),
  "aws:apigatewayv2/routeResponse:RouteResponse": at(
    (resource) => v2(`routes/${resource.text("routeId")}/routeresponses`)(resource),
    (resource) => v2Item(`routes/${resource.text("routeId")}/routeresponses`)(resource),
  ),
  "aws:apigatewayv2/stage:Stage": at(v2("stages"), own, {
    // An access log of these APIs is a delivery that API Gateway makes in the caller's name.
    also: () => ({
      change: ["CreateLogDelivery", "DeleteLogDelivery", "GetLogDelivery", "ListLogDeliveries"]
        .concat("UpdateLogDelivery", "PutResourcePolicy", "DescribeResourcePolicies", "DescribeLogGroups")
        .map((name) => ({ action: `logs:${name}`, on: "*" })),
    }),
  }),
  "aws:apigatewayv2/vpcLink:VpcLink": at(() => "/vpclinks", own, {
    also: () => serviceLinkedRole("ops.apigateway.amazonaws.com", "AWSServiceRoleForAPIGateway"),
  }),
};

/** Made at the first use of a service in the account. */
export const serviceLinkedRole = (service: string, name: string) => ({
  change: [
    {
      action: "iam:CreateServiceLinkedRole",
      on: `arn:aws:iam::123456789012:role/aws-service-role/${service}/${name}`,
      context: { "iam:AWSServiceName": service },
    },
  ],
});
