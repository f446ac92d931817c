import * as pulumi from "@pulumi/pulumi";
import { regionBudget } from "./checks/regionBudget";
import { regionProblems } from "./checks/regionFeatures";
import { strayKeys } from "./checks/stackKeys";
import { regionPattern } from "./jsonSchema";
import { readStage } from "./parse";
import { projectName } from "./projectName";
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
  if (region === undefined ? !isMistyped("aws:region") : !regionPattern.test(region)) {
    problems.push({
      code: "GH1106",
      key: "aws:region",
      what: region === undefined ? "aws:region is missing" : `aws:region is ${JSON.stringify(region)}`,
      fix: `name an AWS Region, such as eu-west-1, in Pulumi.${stage}.yaml`,
    });
  }
  const value = stageValue();
  if (value === undefined && isMistyped(root)) throw new StageConfigError(stage, problems);
  const reading = readStage(stage, value);
  if ("problems" in reading) problems.push(...reading.problems);
  else if (region !== undefined) {
    problems.push(...regionBudget(region, reading.config), ...regionProblems(reading.config, region));
  }
  if (problems.length > 0 || "problems" in reading) throw new StageConfigError(stage, problems);
  return reading.config;
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
