import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";

const { vpcId, isolatedSubnetIds } = new awsx.ec2.Vpc("network", {
  numberOfAvailabilityZones: 2,
  subnetStrategy: "Auto",
  subnetSpecs: [{ type: "Isolated" }],
  natGateways: { strategy: "None" },
});
new aws.ec2.VpcEndpoint("endpoint", {
  vpcId,
  serviceName: "com.amazonaws.eu-west-1.execute-api",
  vpcEndpointType: "Interface",
  subnetIds: isolatedSubnetIds,
});
