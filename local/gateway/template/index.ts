/** Mapping templates: the Velocity Template Language as API Gateway runs it. */
export { TemplateError } from "./types";
export type { Rendered, Template, TemplateInput, TemplateRequest } from "./types";
export { compileTemplate } from "./compile";
