import { productsFunction } from "../../productsFunction";
import type { Paths, ProductInput } from "../api";
import { products } from "./products";

/** Entry of the function `products`. */
export const handler = productsFunction<Paths, ProductInput>(products, process.env, () => ({}));
