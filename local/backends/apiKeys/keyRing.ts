import { count, declared, text } from "../../graph/declared";
import type { Graph } from "../../graph/graph";

/** An API key as the control plane has it. */
export interface Key {
  readonly id: string;
  readonly value: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly customerId: string | undefined;
  readonly enabled: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** Seconds since the epoch. */
  readonly createdDate: number;
  readonly lastUpdatedDate: number;
}

export interface UsagePlan {
  readonly id: string;
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A key as the gateway asks for it at each request. */
export interface FoundKey {
  readonly id: string;
  readonly value: string;
  readonly enabled: boolean;
  readonly usagePlanIds: readonly string[];
}

/** The API keys of an account, and the usage plans that they are members of. */
export class KeyRing {
  readonly keys = new Map<string, Key>();
  plans = new Map<string, UsagePlan>();
  private readonly byValue = new Map<string, string>();
  /** Key id → ids of usage plans, in the order in which it was put into them. */
  private readonly memberships = new Map<string, Set<string>>();
  private declaredKeys = new Map<string, string>();
  private declaredMembers = new Set<string>();

  constructor(private readonly now: () => number) {}

  /** The key with this value, enabled or not. */
  find(value: string): FoundKey | undefined {
    const key = this.keys.get(this.byValue.get(value) ?? "");
    return key && { id: key.id, value, enabled: key.enabled, usagePlanIds: this.plansOf(key.id) };
  }

  put(key: Key): void {
    const before = this.keys.get(key.id);
    if (before) this.byValue.delete(before.value);
    this.keys.set(key.id, key);
    this.byValue.set(key.value, key.id);
  }

  delete(id: string): void {
    const key = this.keys.get(id);
    if (key) this.byValue.delete(key.value);
    this.keys.delete(id);
    this.memberships.delete(id);
  }

  hasValue(value: string): boolean {
    return this.byValue.has(value);
  }

  plansOf(keyId: string): string[] {
    return [...(this.memberships.get(keyId) ?? [])];
  }

  join(keyId: string, planId: string): void {
    const plans = this.memberships.get(keyId) ?? new Set();
    this.memberships.set(keyId, plans.add(planId));
  }

  leave(keyId: string, planId: string): void {
    this.memberships.get(keyId)?.delete(planId);
  }

  membersOf(planId: string): Key[] {
    return [...this.keys.values()].filter(({ id }) => this.memberships.get(id)?.has(planId));
  }

  /** Takes what the program declares. Keys that were made at run time stay, and so does what was done to declared ones. */
  reload(graph: Graph): void {
    this.plans = new Map(
      declared(graph, "aws:apigateway/usagePlan:UsagePlan").map(({ resource, values }) => {
        const id = resource.id ?? resource.name;
        return [id, { id, name: text(values.name) ?? resource.name, values }];
      }),
    );
    const keys = declared(graph, "aws:apigateway/apiKey:ApiKey").flatMap(({ resource, values }) => {
      const value = text(values.value);
      return value === undefined || resource.id === undefined
        ? []
        : [{ id: resource.id, value, resource, values }];
    });
    const declaredNow = new Map(keys.map((key) => [key.id, JSON.stringify(key.values)]));
    for (const id of this.declaredKeys.keys()) if (!declaredNow.has(id)) this.delete(id);
    for (const { id, value, resource, values } of keys)
      if (this.declaredKeys.get(id) !== declaredNow.get(id))
        this.put({
          id,
          value,
          name: text(values.name) ?? resource.name,
          description: text(values.description),
          customerId: text(values.customerId),
          enabled: values.enabled !== false,
          tags: (values.tags ?? {}) as Readonly<Record<string, string>>,
          createdDate: Math.floor(this.now() / 1000),
          lastUpdatedDate: Math.floor(this.now() / 1000),
        });
    this.declaredKeys = declaredNow;
    this.reloadMembers(graph);
  }

  private reloadMembers(graph: Graph): void {
    const members = declared(graph, "aws:apigateway/usagePlanKey:UsagePlanKey").flatMap(({ values }) => {
      const [keyId, planId] = [text(values.keyId), text(values.usagePlanId)];
      return keyId === undefined || planId === undefined ? [] : [{ keyId, planId }];
    });
    const now = new Set(members.map(({ keyId, planId }) => `${keyId} ${planId}`));
    for (const member of this.declaredMembers) {
      const [keyId = "", planId = ""] = member.split(" ");
      if (!now.has(member)) this.leave(keyId, planId);
    }
    for (const { keyId, planId } of members)
      if (!this.declaredMembers.has(`${keyId} ${planId}`)) this.join(keyId, planId);
    this.declaredMembers = now;
  }
}

/** A usage plan as the API answers it. */
export function describePlan({ id, name, values }: UsagePlan): object {
  const stages = Array.isArray(values.apiStages) ? (values.apiStages as Record<string, unknown>[]) : [];
  const throttle = (values.throttleSettings ?? undefined) as Record<string, unknown> | undefined;
  const quota = (values.quotaSettings ?? undefined) as Record<string, unknown> | undefined;
  return {
    id,
    name,
    ...(text(values.description) !== undefined && { description: text(values.description) }),
    apiStages: stages.map(({ apiId, stage }) => ({ apiId, stage })),
    ...(throttle && {
      throttle: { rateLimit: count(throttle.rateLimit), burstLimit: count(throttle.burstLimit) },
    }),
    ...(quota && {
      quota: { limit: count(quota.limit), offset: count(quota.offset) ?? 0, period: quota.period },
    }),
  };
}
