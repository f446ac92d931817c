import type { Credentials } from "../credentials";
import { AlreadyThereError, type ApiKey, type ApiKeys } from "./apiKeys";
import { describeState, readState } from "./lifecycle";

/** A key was revoked: its version of the secret is not to be used again. */
export class RevokedKeyError extends Error {
  constructor(name: string) {
    super(`the key ${name} is revoked`);
    this.name = "RevokedKeyError";
  }
}

/** Name of the key of one version: the secret's name says whose it is, so that a second run finds the first one's key. */
export const keyName = (secretName: string, versionId: string): string => `${secretName}/${versionId}`;

/** The version in a key's name. */
export const versionOf = (key: ApiKey): string => key.name.slice(key.name.lastIndexOf("/") + 1);

/**
 * Makes sure that the key of a version exists, is enabled, and is in a usage plan. It may be run any number of times, by
 * several runs at once, and after a crash at any of its calls.
 *
 * A key that is in a plan stays in it: taking it out to put it into another would leave the partner without a valid key
 * in between. A change of plan comes with the next key.
 *
 * @throws RevokedKeyError
 */
export async function ensureKey(
  keys: ApiKeys,
  name: string,
  credentials: Credentials,
  usagePlanId: string,
): Promise<void> {
  const key = (await find(keys, name)) ?? (await make(keys, name, credentials.apiKey));
  refuseRevoked(key);
  if (!key.enabled) await enable(keys, key);
  if (key.description !== describeState({ kind: "in use" }) && key.enabled)
    await keys.update(key.id, { description: describeState({ kind: "in use" }) });
  if ((await keys.plansOf(key.id)).length > 0) return;
  await keys.join(usagePlanId, key.id).catch(ignoreAlreadyThere);
}

/**
 * Whether callers get through with the key of a version: it exists with the secret's value, is enabled, and is in a
 * usage plan.
 *
 * @throws Error that says what is missing
 */
export async function checkKey(keys: ApiKeys, name: string, { apiKey }: Credentials): Promise<void> {
  const key = await find(keys, name);
  if (!key) throw new Error(`there is no key ${name}`);
  refuseRevoked(key);
  if (!key.enabled) throw new Error(`the key ${name} is disabled`);
  if ((await keys.value(key.id)) !== apiKey)
    throw new Error(`the key ${name} has another value than its secret`);
  if ((await keys.plansOf(key.id)).length === 0) throw new Error(`the key ${name} is in no usage plan`);
}

/** The key with exactly this name; API Gateway finds prefixes. */
async function find(keys: ApiKeys, name: string): Promise<ApiKey | undefined> {
  return (await keys.list(name)).find((key) => key.name === name);
}

/** Values are unique in a Region: of two runs at once one makes the key, and the other finds it. */
async function make(keys: ApiKeys, name: string, value: string): Promise<ApiKey> {
  try {
    return await keys.create(name, value, describeState({ kind: "in use" }));
  } catch (error) {
    const made = error instanceof AlreadyThereError ? await find(keys, name) : undefined;
    if (!made) throw error;
    return made;
  }
}

/** A key that is revoked while it is being enabled has to end up disabled. */
async function enable(keys: ApiKeys, { id, name }: ApiKey): Promise<void> {
  await keys.update(id, { enabled: true });
  const now = await find(keys, name);
  if (!now || readState(now.description).kind !== "revoked") {
    await keys.update(id, { description: describeState({ kind: "in use" }) });
    return;
  }
  await keys.update(id, { enabled: false });
  refuseRevoked(now);
}

function refuseRevoked(key: ApiKey): void {
  if (readState(key.description).kind === "revoked") throw new RevokedKeyError(key.name);
}

function ignoreAlreadyThere(error: unknown): void {
  if (!(error instanceof AlreadyThereError)) throw error;
}
