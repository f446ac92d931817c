export type { WorkflowsOptions } from "./machines";
export { createWorkflows, type Workflows } from "./workflows";
