import type { Model, ServiceTable } from "../model";

const tables: readonly ServiceTable[] = [];

/** Every type that the simulated cloud describes. */
export const models: ReadonlyMap<string, Model> = new Map(tables.flatMap((table) => Object.entries(table)));
