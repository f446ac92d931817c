import type { components, paths } from "./generated/api";

/** Paths of the contract, for typing routes. */
export type Paths = paths;

export type User = components["schemas"]["User"];
