import { nearestKey } from "../../spelling";
import { ownKeys, providerKeys } from "../configKeys";
import { projectName } from "../projectName";
import type { StageProblem } from "../stageError";

/** A key of a stack's configuration that nothing reads, and the one that it was meant to be, where that can be told. */
export interface StrayKey {
  readonly problem: StageProblem;
  readonly meant?: string;
}

/**
 * Keys of the project, and of the AWS provider, that nothing reads: a setting under such a key is lost without a word.
 * Keys of other providers are their own business; those that another project would read are left from a rename.
 *
 * @param keys Every key of the stack's configuration with its namespace, such as `aws:region`.
 */
export const strayKeys = (keys: readonly string[]): StrayKey[] =>
  keys.flatMap((key) => {
    const [namespace = ""] = key.split(":");
    const name = key.slice(namespace.length + 1);
    if (namespace === projectName) return stray(key, ownKeys, "this project has");
    if (namespace === "aws") return stray(key, providerKeys, "the AWS provider takes");
    return ownKeys.includes(`${projectName}:${name}`) ? [ofAnotherProject(key, namespace, name)] : [];
  });

function stray(key: string, known: readonly string[], whose: string): StrayKey[] {
  if (known.includes(key)) return [];
  const [namespace = ""] = key.split(":");
  const nameOf = (one: string) => one.slice(namespace.length + 1);
  const near = nearestKey(nameOf(key), known.map(nameOf));
  const meant = near === undefined ? {} : { meant: `${namespace}:${near}` };
  return [
    {
      problem: {
        code: "GH1102",
        key,
        what: `${key} is not a known key`,
        fix: meant.meant ? `did you mean ${meant.meant}?` : `take it out; ${whose} ${known.join(", ")}`,
      },
      ...meant,
    },
  ];
}

function ofAnotherProject(key: string, namespace: string, name: string): StrayKey {
  const meant = `${projectName}:${name}`;
  return {
    problem: {
      code: "GH1102",
      key,
      what: `${key} is a key of the project ${namespace}, and this one is ${projectName} (infra/stage/projectName.ts): nothing reads it`,
      fix: `rename it to ${meant}`,
    },
    meant,
  };
}
