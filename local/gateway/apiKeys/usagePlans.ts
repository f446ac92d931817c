import type { Clock } from "../clock";
import type { Declarations } from "../declarations";
import { list, number, record, text } from "../declarations";
import { methodBucket } from "../gates/throttle";
import type { TokenBucket } from "../gates/tokenBucket";
import type { QuotaPeriod } from "./quota";
import { Quota } from "./quota";

interface Limits {
  readonly rateLimit: number | undefined;
  readonly burstLimit: number | undefined;
}

interface PlanModel {
  /** Of the plan as it is declared: another plan starts to count anew. */
  readonly fingerprint: string;
  readonly throttle: Limits;
  readonly quota:
    { readonly limit: number; readonly offset: number; readonly period: QuotaPeriod } | undefined;
  /** `<api id>/<stage>` → limits by `<resource path>/<method>`. */
  readonly stages: ReadonlyMap<string, ReadonlyMap<string, Limits>>;
}

/** What one key has used of one plan, in all its stages together. */
interface Usage {
  readonly bucket: TokenBucket | undefined;
  readonly quota: Quota | undefined;
  readonly methods: Map<string, TokenBucket | undefined>;
}

/**
 * What has been used of usage plans. It outlasts a compilation: a key that is used up stays so after an edit, unless
 * the edit is one of its plan.
 */
export class UsageCounters {
  private readonly usages = new Map<string, Usage>();

  of(plan: string, start: () => Usage): Usage {
    const known = this.usages.get(plan);
    if (known !== undefined) return known;
    const usage = start();
    this.usages.set(plan, usage);
    return usage;
  }
}

/** Why a plan refuses a request. */
export type PlanRefusal = "method" | "client" | "quota";

const PERIODS: readonly QuotaPeriod[] = ["DAY", "WEEK", "MONTH"];

const limitsOf = (declared: Record<string, unknown>): Limits => ({
  rateLimit: number(declared.rateLimit),
  burstLimit: number(declared.burstLimit),
});

function readPlan(properties: Readonly<Record<string, unknown>>): PlanModel {
  const quota = record(properties.quotaSettings);
  const limit = number(quota.limit);
  const period = PERIODS.find((name) => name === quota.period);
  const stages = list(properties.apiStages).map(record);
  const { throttleSettings, quotaSettings, apiStages } = properties;
  return {
    fingerprint: JSON.stringify([throttleSettings, quotaSettings, apiStages]),
    throttle: limitsOf(record(throttleSettings)),
    quota:
      limit === undefined || period === undefined
        ? undefined
        : { limit, period, offset: number(quota.offset) ?? 0 },
    stages: new Map(
      stages.map((stage) => [
        `${text(stage.apiId) ?? ""}/${text(stage.stage) ?? ""}`,
        new Map(
          list(stage.throttles)
            .map(record)
            .map((throttle) => [text(throttle.path) ?? "", limitsOf(throttle)]),
        ),
      ]),
    ),
  };
}

/** The usage plans of a program, and what callers have used of them. */
export class UsagePlans {
  private readonly plans: ReadonlyMap<string, PlanModel>;

  constructor(
    declarations: Declarations,
    private readonly clock: Clock,
    private readonly counters = new UsageCounters(),
  ) {
    this.plans = new Map(
      declarations
        .of("aws:apigateway/usagePlan:UsagePlan")
        .map(({ id, properties }) => [id, readPlan(properties)]),
    );
  }

  /** The one plan of a key that covers a stage; AWS lets a key be in no more than one. */
  planFor(planIds: readonly string[], apiId: string, stageName: string): string | undefined {
    const stage = `${apiId}/${stageName}`;
    return planIds.find((id) => this.plans.get(id)?.stages.has(stage) === true);
  }

  /**
   * Counts a request against a plan: first the limits of the method, then those of the key, then its quota. A request
   * that is throttled does not count against the quota.
   */
  take(planId: string, keyId: string, stage: string, method: string): PlanRefusal | undefined {
    const plan = this.plans.get(planId);
    if (plan === undefined) return undefined;
    const usage = this.usageOf(planId, keyId, plan);
    const place = `${stage} ${method}`;
    if (!usage.methods.has(place)) {
      const limits = plan.stages.get(stage)?.get(method);
      usage.methods.set(place, limits === undefined ? undefined : methodBucket(limits, this.clock));
    }
    const own = usage.methods.get(place);
    if (own !== undefined && !own.take()) return "method";
    if (usage.bucket !== undefined && !usage.bucket.take()) return "client";
    return usage.quota === undefined || usage.quota.take() ? undefined : "quota";
  }

  private usageOf(planId: string, keyId: string, plan: PlanModel): Usage {
    return this.counters.of(`${planId}/${keyId} ${plan.fingerprint}`, () => ({
      bucket: methodBucket(plan.throttle, this.clock),
      quota: plan.quota === undefined ? undefined : new Quota(this.clock, plan.quota),
      methods: new Map(),
    }));
  }
}
