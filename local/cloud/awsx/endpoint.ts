import type { Child, ChildReference, Plain } from "../cloud";
import { text } from "../model";

/** Inputs of an endpoint spec that the component hands on. */
const INPUTS = [
  "autoAccept",
  "dnsOptions",
  "ipAddressType",
  "policy",
  "privateDnsEnabled",
  "region",
  "resourceConfigurationArn",
  "routeTableIds",
  "securityGroupIds",
  "serviceName",
  "serviceNetworkArn",
  "serviceRegion",
  "subnetConfigurations",
  "subnetIds",
  "tags",
  "vpcEndpointType",
];

/**
 * A VPC endpoint of the component. With strategy Auto it takes the component's route tables (gateway endpoints) or
 * subnets (interface endpoints) where its spec names none.
 */
export function endpointChild(
  spec: Plain,
  vpcId: ChildReference,
  generated?: { readonly tables: readonly ChildReference[]; readonly subnets: readonly ChildReference[] },
): Child {
  const name = text(spec.serviceName, "endpoint");
  const gateway = text(spec.vpcEndpointType, "Gateway") === "Gateway";
  const filled = gateway ? { routeTableIds: generated?.tables } : { subnetIds: generated?.subnets };
  return {
    key: `endpoint:${name}`,
    type: "aws:ec2/vpcEndpoint:VpcEndpoint",
    name,
    parent: "vpc",
    inputs: {
      ...(generated ? filled : {}),
      ...Object.fromEntries(INPUTS.filter((key) => spec[key] !== undefined).map((key) => [key, spec[key]])),
      vpcId,
    },
  };
}
