/**
 * Hosted zone ids that AWS publishes for alias records.
 * Source: AWS General Reference, "Amazon API Gateway endpoints and quotas" and "Elastic Load Balancing endpoints".
 */
import { fingerprint, UPPER_ALPHANUMERIC } from "../fingerprint";
import type { Partition } from "../partition";

/** CloudFront, and so edge-optimized API endpoints, in the commercial partition. */
export const CLOUDFRONT_ZONE_ID = "Z2FDTNDATAQYW2";

const API_GATEWAY_ZONES: Readonly<Record<string, string>> = {
  "us-east-1": "Z1UJRXOUMOOFQ8",
  "us-east-2": "ZOJJZC49E0EPZ",
  "us-west-1": "Z2MUQ32089INYE",
  "us-west-2": "Z2OJLYMUO9EFXC",
  "ap-northeast-1": "Z1YSHQZHG15GKL",
  "ap-northeast-2": "Z20JF4UZKIW1U8",
  "ap-south-1": "Z3VO1THU9YC4UR",
  "ap-southeast-1": "ZL327KTPIQFUL",
  "ap-southeast-2": "Z2RPCDW04V8134",
  "ca-central-1": "Z19DQILCV0OWEC",
  "eu-central-1": "Z1U9ULNL0V5AJ3",
  "eu-north-1": "Z3UWIKFBOOGXPP",
  "eu-west-1": "ZLY8HYME6SFDD",
  "eu-west-2": "ZJ5UAJN8Y3Z2Q",
  "eu-west-3": "Z3KY65QIEKYHQQ",
  "sa-east-1": "ZCMLWB8V5SYIT",
};

interface Located {
  readonly region: string;
  readonly partition: Partition;
}

/** Zone of regional API endpoints; for a Region that the table lacks, a made-up id of the right shape. */
export function apiGatewayZoneId({ region }: Located): string {
  return API_GATEWAY_ZONES[region] ?? `Z${fingerprint(`execute-api ${region}`, 13, UPPER_ALPHANUMERIC)}`;
}
