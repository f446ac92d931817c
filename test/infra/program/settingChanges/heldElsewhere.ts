/** Where a key is held that is not in the table. */
export interface HeldElsewhere {
  readonly why: string;
  /** Test below `test/infra` that names the key, by its last part. */
  readonly test: string;
}

/** Keys that are not in the table, and where they are held instead. A key with others below it stands for them. */
export const heldElsewhere: Readonly<Record<string, HeldElsewhere>> = {
  accountThrottle: {
    why: "is no resource: what is over the budget is refused",
    test: "stage/throttleBudget.test.ts",
  },
  "domain.zoneName": { why: "moves every host", test: "program/partnerSettings.test.ts" },
  "network.cidrBlock": { why: "moves the network", test: "program/network.test.ts" },
  "network.availabilityZones": { why: "moves the network", test: "program/network.test.ts" },
  "network.natGateways": { why: "moves functions to other subnets", test: "program/network.test.ts" },
  "partner.mutualTls": { why: "adds a truststore", test: "program/options.test.ts" },
  "partner.cloudFront": {
    why: "puts another front before the API",
    test: "program/partnerSettings.test.ts",
  },
  "catalog.cloudFront": { why: "puts another front before the API", test: "program/openApis.test.ts" },
  "live.cloudFront": { why: "puts another front before the API", test: "program/openApis.test.ts" },
  "operations.permissionsBoundaryArn": { why: "bounds every role", test: "program/options.test.ts" },
  tags: { why: "tags everything", test: "program/everyStage.test.ts" },
};
