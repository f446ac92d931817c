import * as pulumi from "@pulumi/pulumi";
import { nearestKey } from "../spelling";
import { strayKeys } from "./checks/stackKeys";
import { readStage } from "./parse";
import { projectName } from "./projectName";
import { regions } from "./regions";
import type { StageConfig } from "./schema";
import { root, StageConfigError, type StageProblem } from "./stageError";

/**
 * The configuration of the stack that is being evaluated.
 *
 * @throws StageConfigError with every problem there is, those of other keys of the stack included.
 */
export function load(): StageConfig {
  const stage = pulumi.getStack();
  const strays = strayKeys(Object.keys(pulumi.runtime.allConfig()));
  const problems: StageProblem[] = strays.map(({ problem }) => problem);
  // A key that is there and mistyped is not missing as well.
  const isMistyped = (key: string) => strays.some(({ meant }) => meant === key);
  const region = new pulumi.Config("aws").get("region");
  const known = region !== undefined && regions.includes(region) ? region : undefined;
  if (known === undefined && !isMistyped("aws:region")) problems.push(unknownRegion(stage, region));
  const value = stageValue();
  if (value === undefined && isMistyped(root)) throw new StageConfigError(stage, problems);
  const reading = readStage(stage, value, known);
  if ("problems" in reading) problems.push(...reading.problems);
  if (problems.length > 0 || "problems" in reading) throw new StageConfigError(stage, problems);
  return reading.config;
}

function unknownRegion(stage: string, region: string | undefined): StageProblem {
  const near = region === undefined ? undefined : nearestKey(region, regions);
  return {
    code: "GH1106",
    key: "aws:region",
    what:
      region === undefined
        ? "aws:region is missing"
        : `aws:region is ${JSON.stringify(region)}, which is no AWS Region`,
    fix: near
      ? `did you mean ${near}? A Region that is newer than this release goes into infra/stage/regions.ts`
      : `name an AWS Region, such as eu-west-1, in Pulumi.${stage}.yaml`,
  };
}

/** The structured value; a plain text is handed on as it is, so that the schema can say what it should be. */
function stageValue(): unknown {
  const config = new pulumi.Config(projectName);
  const text = config.get("stage");
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
