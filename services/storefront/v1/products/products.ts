import type { Representation } from "../../operations/representation";
import type { StoredProduct } from "../../stored";
import type { Product, ProductInput } from "../api";
import { models } from "../generated/models";
import { page } from "../page";

/** Products in version 1, which shows them as they are stored. */
export const products: Representation<StoredProduct, ProductInput> = {
  model: "ProductInput",
  models,
  attributes: ({ name, description, category, price }) => ({ name, description, category, price }),
  view: (product): Product => product,
  page,
};
