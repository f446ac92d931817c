import type { ContractBindings } from "./bindings";
import type { Contract, JsonObject } from "./contract";

/** The body to import as a REST API. */
export function compileContract(contract: Contract, _bindings: ContractBindings): JsonObject {
  return contract.document;
}
