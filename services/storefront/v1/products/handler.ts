import { productsFunction } from "../../productsFunction";
import { products } from "./products";

/** Entry of the function `products`. */
export const handler = productsFunction(products, process.env);
