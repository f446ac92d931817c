import { isInMainPartition } from "../regions";
import type { StageSettings } from "../schema";
import { root, type StageProblem } from "../stageError";

/** A feature that is in the partition `aws` only, and the keys that ask for it. */
interface PartitionFeature {
  readonly name: string;
  readonly why: string;
  readonly keys: (settings: Partial<StageSettings>) => readonly string[];
  /** What helps. @default leave the key out */
  readonly fix?: string;
}

const features: readonly PartitionFeature[] = [
  {
    name: "CloudFront with a web ACL",
    // AWS WAF guide: scope CLOUDFRONT lives in us-east-1, which other partitions do not have.
    why: "its web ACL and certificate live in us-east-1, which is in another partition",
    keys: (settings) =>
      (["catalog", "live", "partner"] as const)
        .filter((api) => settings[api]?.cloudFront)
        .map((api) => `${api}.cloudFront`),
  },
  {
    name: "an edge-optimised API",
    // API Gateway guide, "API endpoint types": edge-optimized ones stand behind CloudFront's points of presence.
    why: "edge-optimised APIs stand behind CloudFront of the partition aws",
    keys: () => ["storefront"],
    fix: "put the stage into a Region such as eu-west-1, or declare the storefront as a regional API in infra/platform/storefront.ts",
  },
  {
    name: "an edge-optimised domain name",
    why: "its certificate lives in us-east-1, which is in another partition",
    keys: ({ domain }) => (domain ? ["domain"] : []),
  },
  {
    name: "health checks with alarms",
    // Route 53 guide, "Monitoring health checks using CloudWatch": their metrics are in us-east-1 alone.
    why: "their metrics, alarms and topic live in us-east-1, which is in another partition",
    keys: ({ alarms }) => (alarms?.healthChecks ? ["alarms.healthChecks"] : []),
  },
];

/** What the stage asks for and its Region does not have. */
export const regionProblems = ({
  region,
  ...settings
}: Partial<StageSettings> & { readonly region: string }): StageProblem[] =>
  isInMainPartition(region)
    ? []
    : features.flatMap(({ name, why, keys, fix }) =>
        keys(settings).map((key) => ({
          code: "GH1109",
          key: `${root}.${key}`,
          what: `${key} asks for ${name}, which ${region} does not have: ${why}`,
          fix: fix ?? "leave it out in this Region, or put the stage into another one",
        })),
      );
