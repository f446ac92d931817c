import type { StageSettings } from "../schema";
import { root, type StageProblem } from "../stageError";

/** A version may not end before it is deprecated (RFC 9745, "Sunset"). */
export const sunset = ({ storefront: { deprecation } }: Pick<StageSettings, "storefront">): StageProblem[] =>
  (["v1", "v2"] as const).flatMap((version): StageProblem[] => {
    const dates = deprecation[version];
    if (dates?.sunset === undefined || dates.sunset >= dates.since) return [];
    const key = `storefront.deprecation.${version}.sunset`;
    return [
      {
        code: "GH1107",
        key: `${root}.${key}`,
        what: `${key} is ${dates.sunset}, before it is deprecated on ${dates.since}`,
        fix: `set ${dates.since} or a later day`,
      },
    ];
  });
