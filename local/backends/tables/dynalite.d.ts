/** The parts of dynalite 4.0.0 (pinned) that the tables use below its HTTP server. It ships no types. */
declare module "dynalite/db" {
  export interface Store {
    readonly options: Record<string, unknown>;
    readonly db: { close(callback: (error?: Error | null) => void): void };
    readonly tableDb: { awsAccountId: string; awsRegion: string };
    getTable(name: string, checkStatus: boolean, callback: Callback<StoredTable>): void;
    getItemDb(name: string): { get(key: string, callback: Callback<Item | undefined>): void };
  }
  export type Item = Record<string, Record<string, unknown>>;
  export interface StoredTable {
    readonly TableName: string;
    readonly TableStatus: string;
    readonly KeySchema: readonly { readonly AttributeName: string; readonly KeyType: "HASH" | "RANGE" }[];
  }
  export type Callback<T> = (error: Error | null | undefined, result: T) => void;
  export function create(options: Record<string, unknown>): Store;
  export function createKey(item: Item, table: StoredTable): string;
  export function validateKey(key: Item, table: StoredTable): Error | undefined | null;
  export function validateItem(item: Item, table: StoredTable): Error | undefined | null;
  export function checkConditional(data: object, existing: Item | undefined): Error | undefined | null;
}

declare module "dynalite/validations" {
  import type { Store } from "dynalite/db";
  export interface Validation {
    readonly types: Record<string, unknown>;
    readonly custom?: (data: object, store: Store) => string | undefined;
  }
  export function checkTypes(data: object, types: Validation["types"]): Record<string, unknown>;
  export function checkValidations(
    data: object,
    types: Validation["types"],
    custom: Validation["custom"],
    store: Store,
  ): void;
}
