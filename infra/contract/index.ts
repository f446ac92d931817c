/** Contracts: OpenAPI in, API Gateway body out. Pure functions; the only file access is in `readContract`. */
export type { ContractBindings, CorsBindings } from "./bindings";
export { callerDocument } from "./callerDocument";
export { compileContract } from "./compileContract";
export type {
  Contract,
  ContractFunction,
  ContractOperation,
  ContractScope,
  HttpIntegration,
  Json,
  JsonObject,
} from "./contract";
export { BindingError } from "./bindingError";
export { ContractError } from "./contractError";
export { deploymentHash } from "./deploymentHash";
export { readContract } from "./readContract";
