import { describeState, readState } from "./lifecycle";
import { type Rotation, secretName } from "./rotation";
import { underWay } from "./secrets";

/**
 * The emergency: every key of a partner is disabled now, without overlap, and a rotation gives it a new one. A rotation
 * under way is abandoned, since its key may have leaked too. After a crash the same call again, or the hourly run,
 * finishes the work.
 *
 * @throws Error when nobody has this name
 */
export async function revoke(rotation: Rotation, partner: string): Promise<void> {
  const { secrets, partners } = rotation;
  if (!partners.includes(partner))
    throw new Error(`there is no partner ${partner}; known are ${partners.join(", ")}`);
  const name = secretName(rotation, partner);
  await disableAll(rotation, name);
  const pending = underWay(await secrets.describe(name));
  if (pending !== undefined) {
    await secrets.abandon(name, pending);
    // Its key may have been made since the first list.
    await disableAll(rotation, name);
  }
  if (underWay(await secrets.describe(name)) === undefined) await secrets.rotate(name);
}

async function disableAll({ keys, now }: Rotation, name: string): Promise<void> {
  const description = describeState({ kind: "revoked", at: now() });
  for (const key of await keys.list(`${name}/`)) {
    if (readState(key.description).kind === "revoked" && !key.enabled) continue;
    await keys.update(key.id, { enabled: false, description });
  }
}
