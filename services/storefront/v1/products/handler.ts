import { createLambdaHandler } from "../../../shared/lambdaHandler";
import type { RoutesOf } from "../../../shared/router";
import { startService } from "../../../shared/service";
import type { Paths, Product } from "../api";
import { createProduct } from "./createProduct";
import { deleteProduct } from "./deleteProduct";
import { getProduct } from "./getProduct";
import { listProducts } from "./listProducts";
import { replaceProduct } from "./replaceProduct";

const service = startService<Product>(process.env);

const routes: RoutesOf<Paths, "/products"> = {
  "GET /products": listProducts(service),
  "POST /products": createProduct(service),
  "GET /products/{id}": getProduct(service),
  "PUT /products/{id}": replaceProduct(service),
  "DELETE /products/{id}": deleteProduct(service),
};

/** Entry of the function `products`. */
export const handler = createLambdaHandler(routes, service.environment, service.telemetry);
