import type { Credentials } from "../credentials";
import { checkKey, ensureKey, keyName } from "./keyring";
import type { Rotation } from "./rotation";
import { type SecretState, VersionTakenError, versionWith } from "./secrets";
import { retire } from "./tend";

/** What Secrets Manager sends for each of the four steps. */
export interface RotationStep {
  readonly Step: "createSecret" | "setSecret" | "testSecret" | "finishSecret";
  readonly SecretId: string;
  readonly ClientRequestToken: string;
}

/**
 * One step of a rotation. Each may be run again, at once or later, whatever became of the last run: what is done
 * already is found and kept.
 */
export async function step(
  rotation: Rotation,
  { Step, SecretId, ClientRequestToken: version }: RotationStep,
): Promise<void> {
  const { secrets, keys } = rotation;
  const state = await secrets.describe(SecretId);
  const labels = state.stages.get(version);
  if (!labels) throw new Error(`${state.name} has no version ${version}`);
  // A step that is repeated after the end of its rotation.
  if (!labels.includes("AWSCURRENT") && !labels.includes("AWSPENDING"))
    throw new Error(`version ${version} of ${state.name} is not pending`);
  switch (Step) {
    case "createSecret":
      return create(rotation, state, version);
    case "setSecret":
      return ensureKey(
        keys,
        keyName(state.name, version),
        await written(rotation, state, version),
        state.usagePlanId,
      );
    case "testSecret":
      return checkKey(keys, keyName(state.name, version), await written(rotation, state, version));
    case "finishSecret":
      return finish(rotation, state, version);
  }
}

async function create({ secrets, random }: Rotation, state: SecretState, version: string): Promise<void> {
  if (await secrets.read(state.name, version)) return;
  const credentials = {
    partner: state.name.slice(state.name.lastIndexOf("/") + 1),
    apiKey: random(),
    token: random(),
  };
  try {
    await secrets.writePending(state.name, version, credentials);
  } catch (error) {
    // Of two runs at once, the first one's credentials stand.
    if (!(error instanceof VersionTakenError)) throw error;
  }
}

async function finish(rotation: Rotation, state: SecretState, version: string): Promise<void> {
  const { secrets, keys } = rotation;
  const current = versionWith(state, "AWSCURRENT");
  if (current !== version) {
    // Whoever calls this step out of turn does not make a version current whose key lets nobody through.
    await checkKey(keys, keyName(state.name, version), await written(rotation, state, version));
    await secrets.makeCurrent(state.name, version, current);
  }
  await retire(rotation, state.name);
}

async function written({ secrets }: Rotation, { name }: SecretState, version: string): Promise<Credentials> {
  const credentials = await secrets.read(name, version);
  if (!credentials) throw new Error(`version ${version} of ${name} has no value yet`);
  return credentials;
}
