/** Contracts: OpenAPI in, API Gateway body out. Pure functions; the only file access is in `readContract`. */
export type { ContractBindings, CorsBindings } from "./bindings";
export { compileContract } from "./compileContract";
export type {
  Contract,
  ContractAccess,
  ContractAuthorizer,
  ContractCache,
  ContractFunction,
  ContractIntegration,
  ContractOperation,
  ContractScope,
  ContractThrottle,
  HttpIntegration,
  HttpMethod,
  Json,
  JsonObject,
  ServiceAction,
  ServiceIntegration,
} from "./contract";
export { BindingError } from "./bindingError";
export { ContractError } from "./contractError";
export type { ContractProblem } from "./contractError";
export { deploymentHash } from "./deploymentHash";
export { readContract } from "./readContract";
