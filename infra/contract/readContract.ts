import type { Contract } from "./contract";

/** Reads and checks a contract. */
export function readContract(file: string): Contract {
  throw new Error(`not yet: ${file}`);
}
