/** An AWS partition: a separate set of Regions with its own ARNs, sign-in and DNS names. */
export interface Partition {
  /** The second part of every ARN. */
  readonly id: "aws" | "aws-cn" | "aws-us-gov";
  /** What the partition's service host names end with. */
  readonly dnsSuffix: string;
  /** What service names of VPC endpoints begin with. */
  readonly reverseDnsPrefix: string;
  readonly name: string;
}

const COMMERCIAL: Partition = {
  id: "aws",
  dnsSuffix: "amazonaws.com",
  reverseDnsPrefix: "com.amazonaws",
  name: "AWS Standard",
};
const CHINA: Partition = {
  id: "aws-cn",
  dnsSuffix: "amazonaws.com.cn",
  reverseDnsPrefix: "cn.com.amazonaws",
  name: "AWS China",
};
const GOVERNMENT: Partition = {
  id: "aws-us-gov",
  dnsSuffix: "amazonaws.com",
  reverseDnsPrefix: "com.amazonaws",
  name: "AWS GovCloud (US)",
};

/** The partition that a Region belongs to; Regions that are not known count as commercial. */
export function partitionOf(region: string): Partition {
  if (region.startsWith("cn-")) return CHINA;
  if (region.startsWith("us-gov-")) return GOVERNMENT;
  return COMMERCIAL;
}
