import type { SettingChange } from "./settingChange";

/** Keys of `network`. */
export const network: readonly SettingChange[] = [
  {
    set: {
      "network.endpointAccess": "vpc",
    },
    changes: [
      "create SecurityGroupIngressRule network-endpoints-from-vpc",
      "delete SecurityGroup network-endpoints-callers",
      "delete SecurityGroupEgressRule network-endpoints-from-callers",
      "delete SecurityGroupIngressRule network-endpoints-at-callers",
    ],
  },
  {
    set: {
      "network.interfaceEndpoints": ["execute-api", "secretsmanager", "sqs"],
    },
    changes: ["create VpcEndpoint network-endpoints-sqs"],
  },
  {
    set: {
      "network.s3GatewayEndpoint": true,
    },
    changes: ["create VpcEndpoint network-s3"],
  },
  {
    set: {
      "network.endpointService": { allowedAccountIds: ["111111111111"] },
    },
    changes: [
      "create SecurityGroup network-service-group",
      "create SecurityGroupEgressRule network-service-to-endpoint",
      "create SecurityGroupIngressRule network-service-at-endpoint",
      "create TargetGroup network-service-targets",
      "create LoadBalancer network-service-balancer",
      "create TargetGroupAttachment network-service-zone-*",
      "create Listener network-service-listener",
      "create VpcEndpointService network-service-service",
    ],
  },
];
