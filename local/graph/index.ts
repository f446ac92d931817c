/** What the other rooms may use of the graph. */
export { evaluate, type EvaluateOptions } from "./evaluate";
export { firstFrame, syntaxMessages, syntaxPlace } from "./failurePlace";
export { readDeployment, toDeployment, type Deployment } from "./deployment";
export type { Graph, GraphResource, Properties } from "./graph";
export { Problem, Problems, nearest } from "./problem";
export type { Deployed } from "./registry";
export { readProject, readStackConfig, type Project, type StackConfig } from "./project";
export * from "./wire";
export { deepestPlace, pathKeys, type PathKey, type Place, writePath } from "./yamlPlace";
