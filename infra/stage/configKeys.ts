import * as provider from "@pulumi/aws/config/vars";
import { projectName } from "./projectName";

/** The project's own configuration keys: the stage, and how it is rehearsed. */
export const ownKeys: readonly string[] = [`${projectName}:stage`, `${projectName}:rehearsal`];

/** Configuration keys that the AWS provider reads, as the installed version of its SDK lists them. */
export const providerKeys: readonly string[] = Object.keys(provider)
  .filter((name) => !name.startsWith("_"))
  .sort()
  .map((name) => `aws:${name}`);
