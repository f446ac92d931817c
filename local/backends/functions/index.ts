export type { Edits } from "./code";
export { createFunctions } from "./functions";
export type { Functions, FunctionsOptions, InvokeOptions } from "./functions";
export { type LoadFailure, LoadFailures } from "./loadFailure";
export type { FunctionDeclaration } from "./declaration";
export type { FunctionFailure, FunctionResult, FunctionSuccess } from "./result";
export type { Timer } from "./runtimeContext";
export { type KeptFiles, keptFiles } from "./runtime/keptFiles";
