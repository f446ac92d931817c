import type { Item } from "../shared/table";

/** What the tables hold, whichever version of the API wrote it. Every version reads and writes all of it. */
interface Dated extends Item {
  /** RFC 3339, in UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface StoredUser extends Dated {
  /** The whole name, which version 1 knows. */
  readonly name: string;
  /** The parts that version 2 knows. Absent when version 1 wrote the name last: it cannot tell them. */
  readonly givenName?: string;
  readonly familyName?: string;
  readonly email: string;
}

export interface StoredProduct extends Dated {
  readonly name: string;
  readonly description?: string;
  readonly category: string;
  readonly price: StoredPrice;
}

export interface StoredPrice {
  /** In the currency's smallest unit. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** What a writer sets of an item; the rest is counted and dated by the operations. */
export type Attributes<T extends Item> = {
  readonly [Key in Exclude<keyof T, "id" | "version" | "createdAt" | "updatedAt">]-?: T[Key];
};
