import type { StageSettings } from "../schema";
import { root, type StageProblem } from "../stageError";

/** A feature that some Regions do not have, and the key that asks for it. */
interface RegionFeature {
  readonly name: string;
  readonly lacking: RegExp;
  readonly why: string;
  readonly keys: (settings: StageSettings) => readonly string[];
}

const features: readonly RegionFeature[] = [
  {
    name: "CloudFront with a web ACL",
    // AWS WAF guide: scope CLOUDFRONT lives in us-east-1, which other partitions do not have.
    lacking: /^(cn|us-gov|us-iso[a-z]*|eusc|eu-isoe)-/,
    why: "its web ACL and certificate live in us-east-1, which is in another partition",
    keys: ({ catalog, live, partner }) => [
      ...(catalog.cloudFront ? ["catalog.cloudFront"] : []),
      ...(live.cloudFront ? ["live.cloudFront"] : []),
      ...(partner.cloudFront ? ["partner.cloudFront"] : []),
    ],
  },
];

/** What the stage asks for and its Region does not have. */
export const regionProblems = (settings: StageSettings, region: string): StageProblem[] =>
  features
    .filter(({ lacking }) => lacking.test(region))
    .flatMap(({ name, why, keys }) =>
      keys(settings).map((key) => ({
        code: "GH1109",
        key: `${root}.${key}`,
        what: `${key} asks for ${name}, which ${region} does not have: ${why}`,
        fix: "leave it out in this Region, or put the stage into another one",
      })),
    );
