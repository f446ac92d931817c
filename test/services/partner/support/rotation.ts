import { dispatch } from "../../../../services/partner/rotation/dispatch";
import type { Rotation } from "../../../../services/partner/rotation/rotation";
import type { RotationStep } from "../../../../services/partner/rotation/steps";
import { FakeCloud } from "./fakeCloud";

export const hour = 3_600_000;
export const steps: readonly RotationStep["Step"][] = [
  "createSecret",
  "setSecret",
  "testSecret",
  "finishSecret",
];
export const acme = "test/partner/acme";

/** One partner, acme, with a clock that stands until it is moved. */
export class Setting {
  readonly cloud = new FakeCloud();
  now = Date.UTC(2026, 0, 1);
  partners = ["acme"];
  private drawn = 0;

  constructor() {
    this.cloud.addSecret(acme);
  }

  get rotation(): Rotation {
    return {
      secrets: this.cloud.secretStore,
      keys: this.cloud.apiKeys,
      prefix: "test/partner",
      partners: this.partners,
      overlapMillis: 72 * hour,
      disabledMillis: 24 * hour,
      now: () => this.now,
      random: () => `random-${++this.drawn}`,
    };
  }

  dispatch(event: unknown): Promise<void> {
    return dispatch(this.rotation, event);
  }

  /** One step for one version. */
  step(Step: RotationStep["Step"], version: string): Promise<void> {
    return this.dispatch({ Step, SecretId: acme, ClientRequestToken: version });
  }

  /** A whole rotation, as Secrets Manager does it. */
  async rotate(): Promise<string> {
    const version = this.cloud.announce(acme);
    for (const each of steps) await this.step(each, version);
    return version;
  }

  /** Lets hours pass, with the hourly round at the end. */
  async pass(hours: number): Promise<void> {
    this.now += hours * hour;
    await this.dispatch({ sweep: true });
  }
}
