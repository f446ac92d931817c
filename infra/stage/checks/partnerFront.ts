import type { StageSettings } from "../schema";
import { root, type StageProblem } from "../stageError";

/** Mutual TLS is between the caller and the custom domain: it needs one, and nothing in between. */
export function partnerFront({ domain, partner }: Pick<StageSettings, "domain" | "partner">): StageProblem[] {
  if (!partner.mutualTls) return [];
  const problem = (what: string, fix: string): StageProblem => ({
    code: "GH1107",
    key: `${root}.partner.mutualTls`,
    what,
    fix,
  });
  return [
    ...(domain
      ? []
      : [
          problem(
            "partner.mutualTls is set on a stage without a domain: only a custom domain asks for client certificates",
            "add domain.zoneName, or take mutualTls out",
          ),
        ]),
    ...(partner.cloudFront
      ? [
          problem(
            "partner.mutualTls is set with partner.cloudFront: callers would show their certificates to CloudFront, which hands none on",
            "keep one of the two",
          ),
        ]
      : []),
  ];
}
