import type { Product } from "../api";

/** A row of the products table. The storefront writes it; what the catalog does not know of it stays inside. */
export interface ProductRow extends Product {
  readonly version: number;
}

/** The part of a product that partners see. */
export const publicProduct = ({ id, name, description, category, price }: ProductRow): Product => ({
  id,
  name,
  ...(description === undefined ? {} : { description }),
  category,
  price: { amount: price.amount, currency: price.currency },
});
