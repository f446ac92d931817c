import type { Representation } from "../../operations/representation";
import type { StoredProduct } from "../../stored";
import type { Product, ProductInput } from "../api";
import { models } from "../generated/models";
import { page } from "../page";
import { decimalPrice, storedPrice } from "./price";

/** Products in version 2: prices as people write them. */
export const products: Representation<StoredProduct, ProductInput> = {
  model: "ProductInput",
  models,
  attributes: ({ name, description, category, price }) => ({
    name,
    description,
    category,
    price: storedPrice(price),
  }),
  view: (product): Product => ({ ...product, price: decimalPrice(product.price) }),
  page,
};
