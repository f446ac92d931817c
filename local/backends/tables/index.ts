export { createTables } from "./tables";
export type { Seed, Tables, TablesOptions } from "./tables";
export type { TableDeclaration } from "./declaration";
