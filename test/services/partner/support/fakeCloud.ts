import type { Credentials } from "../../../../services/partner/credentials";
import { AlreadyThereError, type ApiKey, type ApiKeys } from "../../../../services/partner/rotation/apiKeys";
import { type Secrets, VersionTakenError } from "../../../../services/partner/rotation/secrets";

/** What becomes of one call: it works, fails before its effect, or has its effect and fails all the same. */
export type Fate = "works" | "fails" | "works and fails";

/** A call that AWS throttled, or whose answer was lost. */
export class LostCallError extends Error {}

interface StoredKey extends ApiKey {
  readonly value: string;
  readonly plans: readonly string[];
}

/** Secrets Manager and API Gateway in memory, with the rules that rotation rests on. */
export class FakeCloud {
  readonly keys = new Map<string, StoredKey>();
  readonly values = new Map<string, Credentials>();
  /** Secret → version → labels. */
  readonly secrets = new Map<string, Map<string, string[]>>();
  /** Rotations that were asked for, oldest first. */
  readonly asked: string[] = [];
  /** What becomes of each call; consulted once per call. */
  fate: (call: string) => Fate = () => "works";
  /** Lets others go on before and after each call. */
  pause: () => Promise<void> = () => Promise.resolve();
  /** Called after every effect. */
  watch: () => void = () => {};
  usagePlanId = "gold-plan";
  private made = 0;

  addSecret(name: string): void {
    this.secrets.set(name, new Map());
  }

  /** What RotateSecret does first: a new version is announced. @throws Error while another one is pending */
  announce(name: string): string {
    const labels = this.labelsOf(name);
    const pending = [...labels].find(([, all]) => all.includes("AWSPENDING"));
    if (pending && !pending[1].includes("AWSCURRENT")) throw new Error("a previous rotation is not complete");
    this.unlabel(name, "AWSPENDING");
    const version = `version-${++this.made}`;
    labels.set(version, ["AWSPENDING"]);
    return version;
  }

  version(name: string, label: string): string | undefined {
    return [...this.labelsOf(name)].find(([, all]) => all.includes(label))?.[0];
  }

  keyOf(name: string, version: string | undefined): StoredKey | undefined {
    return [...this.keys.values()].find((key) => key.name === `${name}/${version}`);
  }

  /** Whether callers get through with the key of a version. */
  isValid(name: string, version: string | undefined): boolean {
    const key = this.keyOf(name, version);
    return (
      key !== undefined &&
      key.enabled &&
      key.plans.length > 0 &&
      key.value === this.values.get(`${name} ${version}`)?.apiKey
    );
  }

  /** A handle on the cloud as one invocation has it. */
  readonly apiKeys: ApiKeys = {
    list: (prefix) =>
      this.call("list", () =>
        [...this.keys.values()]
          .filter(({ name }) => name.startsWith(prefix))
          .map(({ id, name, enabled, description }) => ({ id, name, enabled, description })),
      ),
    value: (id) => this.call("value", () => this.keys.get(id)?.value),
    create: (name, value, description) =>
      this.call("create", () => {
        if ([...this.keys.values()].some((key) => key.value === value)) throw new AlreadyThereError("value");
        const key = { id: `key-${++this.made}`, name, enabled: true, description, value, plans: [] };
        this.keys.set(key.id, key);
        return key;
      }),
    update: (id, change) =>
      this.call("update", () => {
        const key = this.keys.get(id);
        if (!key) throw new Error(`no key ${id}`);
        this.keys.set(id, { ...key, ...change });
      }),
    remove: (id) => this.call("remove", () => void this.keys.delete(id)),
    plansOf: (id) => this.call("plansOf", () => [...(this.keys.get(id)?.plans ?? [])]),
    join: (planId, id) =>
      this.call("join", () => {
        const key = this.keys.get(id);
        if (!key) throw new Error(`no key ${id}`);
        if (key.plans.length > 0) throw new AlreadyThereError("key");
        this.keys.set(id, { ...key, plans: [planId] });
      }),
  };

  readonly secretStore: Secrets = {
    describe: (name) =>
      this.call("describe", () => ({
        name,
        usagePlanId: this.usagePlanId,
        stages: new Map([...this.labelsOf(name)].map(([version, all]) => [version, [...all]])),
      })),
    read: (name, version) => this.call("read", () => this.values.get(`${name} ${version}`)),
    writePending: (name, version, credentials) =>
      this.call("writePending", () => {
        const there = this.values.get(`${name} ${version}`);
        if (there && JSON.stringify(there) !== JSON.stringify(credentials))
          throw new VersionTakenError(version);
        this.values.set(`${name} ${version}`, credentials);
        if (!this.labelsOf(name).get(version)?.includes("AWSCURRENT")) {
          this.unlabel(name, "AWSPENDING");
          this.label(name, version, "AWSPENDING");
        }
      }),
    makeCurrent: (name, version, from) =>
      this.call("makeCurrent", () => {
        const current = this.version(name, "AWSCURRENT");
        if (current !== from) throw new Error(`AWSCURRENT is at ${current}, not at ${from}`);
        this.unlabel(name, "AWSPREVIOUS");
        this.unlabel(name, "AWSCURRENT");
        if (current !== undefined) this.label(name, current, "AWSPREVIOUS");
        this.label(name, version, "AWSCURRENT");
      }),
    abandon: (name, version) =>
      this.call("abandon", () => {
        const labels = this.labelsOf(name);
        if (!labels.get(version)?.includes("AWSPENDING")) throw new Error("not pending");
        this.unlabel(name, "AWSPENDING");
      }),
    rotate: (name) => this.call("rotate", () => void this.asked.push(name)),
  };

  private async call<T>(name: string, effect: () => T): Promise<T> {
    await this.pause();
    const fate = this.fate(name);
    if (fate === "fails") throw new LostCallError(name);
    const result = effect();
    this.watch();
    await this.pause();
    if (fate === "works and fails") throw new LostCallError(`${name}, after its effect`);
    return result;
  }

  private labelsOf(name: string): Map<string, string[]> {
    const labels = this.secrets.get(name);
    if (!labels) throw new Error(`no secret ${name}`);
    return labels;
  }

  private label(name: string, version: string, label: string): void {
    const labels = this.labelsOf(name);
    labels.set(version, [...(labels.get(version) ?? []).filter((each) => each !== label), label]);
  }

  private unlabel(name: string, label: string): void {
    const labels = this.labelsOf(name);
    for (const [version, all] of labels)
      labels.set(
        version,
        all.filter((each) => each !== label),
      );
  }
}
