/** Stage configuration: one typed object per stage, and where the stage lives. */
export { boundEveryRole } from "./boundary";
export { defaults } from "./defaults";
export { stageJsonSchema } from "./jsonSchema";
export { load } from "./load";
export { parseStage } from "./parse";
export { type PlanName, planNames } from "./sections/partner";
export type { StageConfig } from "./schema";
export { keyOf, StageConfigError, type StageProblem } from "./stageError";
export { stageTags, tagEverything, taggableTypes } from "./tagging";
export { lookUpTarget, type Target } from "./target";
