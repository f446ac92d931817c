import type { StageSettings } from "../schema";
import { defaults } from "../sections/accountThrottle";
import { root, type StageProblem } from "../stageError";

/** Regions where an account has a quarter of the usual quota (API Gateway quotas, "Throttle quota per account"). */
const lowQuotaRegions: readonly string[] = [
  "af-south-1",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-7",
  "ca-west-1",
  "eu-central-2",
  "eu-south-1",
  "eu-south-2",
  "il-central-1",
  "me-central-1",
  "mx-central-1",
];

const lowQuota = { requestsPerSecond: 2_500, burst: 1_250 };

/** In a Region with a smaller quota, the usual one may not be left standing; a number of one's own is believed. */
export function regionBudget({
  region,
  accountThrottle,
}: Pick<StageSettings, "accountThrottle"> & { readonly region: string }): StageProblem[] {
  if (!lowQuotaRegions.includes(region)) return [];
  return (["requestsPerSecond", "burst"] as const)
    .filter((limit) => accountThrottle[limit] === defaults[limit].value)
    .map((limit) => ({
      code: "GH1131",
      key: `${root}.accountThrottle.${limit}`,
      what: `accountThrottle.${limit} is ${accountThrottle[limit]}, but an account has ${lowQuota[limit]} in ${region}`,
      fix: `set accountThrottle.${limit}: ${lowQuota[limit]}, or what the account's quota was raised to`,
    }));
}
