export { createWorkflows, type Workflows, type WorkflowsOptions } from "./workflows";
