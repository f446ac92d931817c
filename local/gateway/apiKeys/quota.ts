import type { Clock } from "../clock";

export type QuotaPeriod = "DAY" | "WEEK" | "MONTH";

const DAY_MILLISECONDS = 86_400_000;
/** 1970-01-01 was a Thursday; weeks begin on Sunday. */
const FIRST_SUNDAY_DAYS = 3;

/**
 * When the period began that holds `now`, in UTC. `offset` is the day on which a period starts: of a week from Sunday
 * on (0–6), of a month from the first on (0–27); of a day there is none
 * (AWS CloudFormation, AWS::ApiGateway::UsagePlan QuotaSettings).
 */
export function periodStart(now: number, period: QuotaPeriod, offset: number): number {
  const day = Math.floor(now / DAY_MILLISECONDS);
  if (period === "DAY") return day * DAY_MILLISECONDS;
  if (period === "WEEK") {
    const sinceStart = (((day - FIRST_SUNDAY_DAYS - offset) % 7) + 7) % 7;
    return (day - sinceStart) * DAY_MILLISECONDS;
  }
  const date = new Date(now);
  const start = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1 + offset);
  return start <= now ? start : Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1, 1 + offset);
}

/** The requests that one key may still make in the current period. */
export class Quota {
  private startedAt = Number.NEGATIVE_INFINITY;
  private used = 0;

  constructor(
    private readonly clock: Clock,
    private readonly settings: {
      readonly limit: number;
      readonly offset: number;
      readonly period: QuotaPeriod;
    },
  ) {}

  /** Counts one request; false when the quota is used up. */
  take(): boolean {
    const start = periodStart(this.clock.now(), this.settings.period, this.settings.offset);
    if (start !== this.startedAt) {
      this.startedAt = start;
      this.used = 0;
    }
    if (this.used >= this.settings.limit) return false;
    this.used += 1;
    return true;
  }
}
