import { createLambdaHandler } from "../../../shared/lambdaHandler";
import type { RoutesOf } from "../../../shared/router";
import { startService } from "../../../shared/service";
import { create } from "../../operations/create";
import { get } from "../../operations/get";
import { list } from "../../operations/list";
import { productListing } from "../../operations/products";
import { remove } from "../../operations/remove";
import { replace } from "../../operations/replace";
import type { StoredProduct } from "../../stored";
import type { Paths } from "../api";
import { products } from "./products";

const service = startService<StoredProduct>(process.env);

const routes: RoutesOf<Paths, "/products"> = {
  "GET /products": list(products, productListing(service)),
  "POST /products": create(service, products, "ProductCreated"),
  "GET /products/{id}": get(service, products),
  "PUT /products/{id}": replace(service, products),
  "DELETE /products/{id}": remove(service, "ProductDeleted"),
};

/** Entry of the function `products`. */
export const handler = createLambdaHandler(routes, service.environment, service.telemetry);
