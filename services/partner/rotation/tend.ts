import type { ApiKey } from "./apiKeys";
import { ensureKey, keyName, RevokedKeyError, versionOf } from "./keyring";
import { describeState, readState } from "./lifecycle";
import { type Rotation, secretName } from "./rotation";
import { underWay, versionWith } from "./secrets";

/**
 * What is done every hour: each partner's current key is made sure of, keys whose overlap is over are disabled, those
 * disabled for long are deleted, and keys of those who are no longer partners are revoked. One partner's trouble does
 * not keep the others waiting.
 *
 * @throws AggregateError with what failed
 */
export async function tendAll(rotation: Rotation): Promise<void> {
  const work = [
    ...rotation.partners.map((partner) => () => tend(rotation, secretName(rotation, partner))),
    () => dismissStrangers(rotation),
  ];
  const failures: unknown[] = [];
  // One after the other: API Gateway's control plane allows an account 10 calls a second.
  for (const each of work) await each().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join("; "));
}

/** One partner's keys. Nothing is retired before the current key is made sure of. */
async function tend(rotation: Rotation, name: string): Promise<void> {
  const { secrets, keys } = rotation;
  const state = await secrets.describe(name);
  const current = versionWith(state, "AWSCURRENT");
  // The first rotation is not through: there is nothing to retire, and its steps are tried again without us.
  if (current === undefined) return;
  const credentials = await secrets.read(name, current);
  if (!credentials) throw new Error(`the current version of ${name} holds no credentials`);
  try {
    await ensureKey(keys, keyName(name, current), credentials, state.usagePlanId);
  } catch (error) {
    if (!(error instanceof RevokedKeyError)) throw error;
    // Somebody revoked it and did not get to start the rotation.
    if (underWay(state) === undefined) await secrets.rotate(name);
  }
  await retire(rotation, name);
}

/**
 * Brings every key of a partner that is neither current nor pending one step further. The keys are listed before the
 * labels are read: a key that is listed was pending by then, so none can look forgotten that is just being made.
 */
export async function retire(rotation: Rotation, name: string): Promise<void> {
  const all = await rotation.keys.list(`${name}/`);
  const state = await rotation.secrets.describe(name);
  const kept = [versionWith(state, "AWSCURRENT"), versionWith(state, "AWSPENDING")];
  for (const key of all) if (!kept.includes(versionOf(key))) await age(rotation, key);
}

async function age({ keys, now, overlapMillis, disabledMillis }: Rotation, key: ApiKey): Promise<void> {
  const state = readState(key.description);
  switch (state.kind) {
    case "in use":
      return keys.update(key.id, {
        description: describeState({ kind: "retired", at: now() + overlapMillis }),
      });
    case "retired":
      if (state.at > now()) return;
      return keys.update(key.id, {
        enabled: false,
        description: describeState({ kind: "disabled", at: now() }),
      });
    case "disabled":
    case "revoked":
      return state.at + disabledMillis <= now() ? keys.remove(key.id) : undefined;
  }
}

/** Keys of partners that the stage's configuration no longer has. */
async function dismissStrangers(rotation: Rotation): Promise<void> {
  const { keys, prefix, partners, now } = rotation;
  for (const key of await keys.list(`${prefix}/`)) {
    const partner = key.name.slice(prefix.length + 1).split("/")[0] ?? "";
    if (partners.includes(partner)) continue;
    const state = readState(key.description);
    if (state.kind !== "revoked")
      await keys.update(key.id, {
        enabled: false,
        description: describeState({ kind: "revoked", at: now() }),
      });
    else await age(rotation, key);
  }
}
