import type { StageSettings } from "../schema";
import { root, type StageProblem } from "../stageError";

/** The account's part, and the sections that are right by themselves. */
type Budgeted = Pick<StageSettings, "accountThrottle"> & Partial<StageSettings>;

/** Limits of a stage of an API. */
interface Throttle {
  readonly requestsPerSecond: number;
  readonly burst: number;
}

/** Sections whose throttle more than one stage of API Gateway has: each version of the storefront is an API of its own. */
const stagesOf: Readonly<Record<string, number>> = { storefront: 2 };

/**
 * The throttles of all APIs of a stage together may not exceed what the account gives it. API Gateway takes every
 * request from one bucket per account and Region (developer guide, "Throttle requests to your REST APIs"): APIs whose
 * stage throttles fit into it cannot starve each other. Every section with a `throttle` counts.
 */
export function throttleBudget(settings: Budgeted): StageProblem[] {
  const shares = sharesOf(settings);
  return (["requestsPerSecond", "burst"] as const).flatMap((limit): StageProblem[] => {
    const budget = settings.accountThrottle[limit];
    const sum = shares.reduce((total, { throttle, stages }) => total + stages * throttle[limit], 0);
    if (sum <= budget) return [];
    const table = shares.map(
      ({ section, throttle, stages }) => `${section} ${stages > 1 ? `${stages} × ` : ""}${throttle[limit]}`,
    );
    return [
      {
        code: "GH1131",
        key: `${root}.accountThrottle.${limit}`,
        what: `the throttles of the APIs add up to ${limit} ${sum} (${table.join(", ")}), but accountThrottle.${limit} is ${budget}: one API could starve the others`,
        fix: `lower them by ${sum - budget}, or have the account's quota raised and set accountThrottle.${limit}`,
      },
    ];
  });
}

/** Every section that has a throttle, in the order of the settings. */
function sharesOf(settings: Budgeted): { section: string; throttle: Throttle; stages: number }[] {
  return Object.entries(settings).flatMap(([section, value]: [string, unknown]) => {
    const throttle = isRecord(value) ? value.throttle : undefined;
    return isThrottle(throttle) ? [{ section, throttle, stages: stagesOf[section] ?? 1 }] : [];
  });
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const isThrottle = (value: unknown): value is Throttle =>
  isRecord(value) && typeof value.requestsPerSecond === "number" && typeof value.burst === "number";
