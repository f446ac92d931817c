import { revoke } from "./revoke";
import type { Rotation } from "./rotation";
import { type RotationStep, step } from "./steps";
import { tendAll } from "./tend";

/** Whom the function is called by: Secrets Manager, the hourly schedule, or a person in an emergency. */
type RotationEvent = RotationStep | { readonly sweep: true } | { readonly revoke: string };

/**
 * Does what an event asks.
 *
 * @throws Error when the event is none of the three
 */
export async function dispatch(rotation: Rotation, event: unknown): Promise<void> {
  if (!isRotationEvent(event)) {
    throw new Error(
      'the event is neither a rotation step, nor {"sweep": true}, nor {"revoke": "<name of a partner>"}',
    );
  }
  if ("sweep" in event) return tendAll(rotation);
  if ("revoke" in event) return revoke(rotation, event.revoke);
  return step(rotation, event);
}

const steps: readonly string[] = ["createSecret", "setSecret", "testSecret", "finishSecret"];

function isRotationEvent(event: unknown): event is RotationEvent {
  if (typeof event !== "object" || event === null) return false;
  if ("sweep" in event) return event.sweep === true;
  if ("revoke" in event) return typeof event.revoke === "string";
  const { Step, SecretId, ClientRequestToken } = event as Partial<Record<keyof RotationStep, unknown>>;
  return (
    typeof Step === "string" &&
    steps.includes(Step) &&
    typeof SecretId === "string" &&
    typeof ClientRequestToken === "string"
  );
}
