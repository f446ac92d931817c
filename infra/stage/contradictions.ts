import { backofficeProblems } from "./checks/backoffice";
import { healthCheckProblems } from "./checks/healthChecks";
import { networkProblems } from "./checks/network";
import { partnerFront } from "./checks/partnerFront";
import { sunset } from "./checks/sunset";
import { throttleBudget } from "./checks/throttleBudget";
import { usagePlans } from "./checks/usagePlans";
import type { StageSettings } from "./schema";
import { root, type StageProblem } from "./stageError";

/** One thing that a single key cannot tell. */
type Check = (settings: StageSettings) => StageProblem[];

const burstBelowRate: Check = (settings) =>
  Object.entries(settings).flatMap(([api, section]: [string, unknown]) => {
    if (typeof section !== "object" || section === null || !("throttle" in section)) return [];
    const throttle = section.throttle as StageSettings["storefront"]["throttle"];
    if (throttle.burst >= throttle.requestsPerSecond / 10) return [];
    return [
      {
        code: "GH1107",
        key: `${root}.${api}.throttle.burst`,
        what: `${api}.throttle.burst is ${throttle.burst} at ${throttle.requestsPerSecond} requests per second: the bucket would empty within 100 ms`,
        fix: `set at least ${Math.ceil(throttle.requestsPerSecond / 10)}`,
      },
    ];
  });

const localCallbacksOnProtectedStage: Check = ({ protection, identity }) => {
  if (!protection.deletionProtection) return [];
  return (["browserClient", "nativeClient"] as const).flatMap((client) => {
    const { callbackUrls = [], logoutUrls = [] } = identity[client] ?? {};
    const local = [...callbackUrls, ...logoutUrls].filter((url) => new URL(url).hostname === "localhost");
    if (local.length === 0) return [];
    return [
      {
        code: "GH1107",
        key: `${root}.identity.${client}`,
        what: `identity.${client} returns to ${local.join(", ")} on a stage whose data is protected`,
        fix: "use https URLs there: a page on anybody's computer could receive the code",
      },
    ];
  });
};

const checks: readonly Check[] = [
  usagePlans,
  throttleBudget,
  partnerFront,
  burstBelowRate,
  localCallbacksOnProtectedStage,
  networkProblems,
  backofficeProblems,
  healthCheckProblems,
  sunset,
];

/** What a single key cannot tell: every contradiction between the settings of a stage. */
export const contradictions = (settings: StageSettings): StageProblem[] =>
  checks.flatMap((check) => check(settings));
