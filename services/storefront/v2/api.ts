import type { components, paths } from "./generated/api";

/** Paths of the contract, for typing routes. */
export type Paths = paths;

type Schemas = components["schemas"];
export type User = Schemas["User"];
export type UserInput = Schemas["UserInput"];
export type Product = Schemas["Product"];
export type ProductInput = Schemas["ProductInput"];
export type Price = Schemas["Price"];
