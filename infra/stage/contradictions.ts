import { backendInsideVpc, deniedAndAllowed, publicBackend } from "./checks/addresses";
import { backofficeProblems } from "./checks/backoffice";
import { healthCheckProblems } from "./checks/healthChecks";
import { sharedHosts } from "./checks/hosts";
import { frontWithoutSecrets, repeatedEndpoints, serviceWithoutEndpoint } from "./checks/network";
import { partnerFront } from "./checks/partnerFront";
import { regionBudget } from "./checks/regionBudget";
import { regionProblems } from "./checks/regionFeatures";
import { sunset } from "./checks/sunset";
import { throttleBudget } from "./checks/throttleBudget";
import { usagePlans } from "./checks/usagePlans";
import type { StageSettings } from "./schema";
import { root, type StageProblem } from "./stageError";

/** What checks look at: the sections of a stage, and the Region that it is in. */
export type Facts = StageSettings & { readonly region: string };

/** One thing that a single key cannot tell. It is looked at when what it needs is right, whatever else is wrong. */
interface Check {
  readonly needs: readonly (keyof Facts)[];
  readonly run: (facts: Facts) => StageProblem[];
}

/** A check that has what it needs, and of the rest what there is. */
const check = <K extends keyof Facts>(
  needs: readonly K[],
  run: (facts: Pick<Facts, K> & Partial<Facts>) => StageProblem[],
): Check => ({ needs, run });

const burstBelowRate = (settings: Partial<StageSettings>): StageProblem[] =>
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

function localCallbacksOnProtectedStage({
  protection,
  identity,
}: Pick<StageSettings, "protection" | "identity">): StageProblem[] {
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
}

const checks: readonly Check[] = [
  check(["partner", "accountThrottle"], usagePlans),
  check(["accountThrottle"], throttleBudget),
  check(["domain", "partner"], partnerFront),
  check([], burstBelowRate),
  check(["protection", "identity"], localCallbacksOnProtectedStage),
  check(["network"], serviceWithoutEndpoint),
  check(["network"], repeatedEndpoints),
  check(["network", "catalog"], frontWithoutSecrets),
  check(["catalog"], publicBackend("catalog")),
  check(["backoffice"], publicBackend("backoffice")),
  check(["network", "catalog"], backendInsideVpc("catalog")),
  check(["network", "backoffice"], backendInsideVpc("backoffice")),
  check(["protection"], deniedAndAllowed),
  check(["domain"], sharedHosts),
  check(["backoffice"], backofficeProblems),
  check(["alarms", "domain"], healthCheckProblems),
  check(["storefront"], sunset),
  check(["region", "accountThrottle"], regionBudget),
  check(["region"], regionProblems),
];

/**
 * What a single key cannot tell: every contradiction between the settings of a stage, and with its Region.
 *
 * @param facts What is right by itself. A section that a stage may leave out is there all the same, as undefined.
 */
export const contradictions = (facts: Partial<Facts>): StageProblem[] =>
  checks
    .filter(({ needs }) => needs.every((need) => need in facts))
    .flatMap(({ run }) => run(facts as Facts));
