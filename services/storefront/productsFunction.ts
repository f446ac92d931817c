import { createLambdaHandler, type LambdaHandler } from "../shared/lambdaHandler";
import type { RoutesOf } from "../shared/router";
import { startService } from "../shared/service";
import { create } from "./operations/create";
import { get } from "./operations/get";
import { list } from "./operations/list";
import { productListing } from "./operations/products";
import { remove } from "./operations/remove";
import { replace } from "./operations/replace";
import type { Representation } from "./operations/representation";
import type { StoredProduct } from "./stored";
import type { Paths as PathsOfV1 } from "./v1/api";
import type { Paths as PathsOfV2 } from "./v2/api";

/** The function `products` of one version. Its routes are those of every version: no contract has one more or less. */
export function productsFunction<Input>(
  products: Representation<StoredProduct, Input>,
  variables: Readonly<Record<string, string | undefined>>,
): LambdaHandler {
  const service = startService<StoredProduct>(variables);
  const routes: RoutesOf<PathsOfV1, "/products"> = {
    "GET /products": list(products, productListing(service)),
    "POST /products": create(service, products, "ProductCreated"),
    "GET /products/{id}": get(service, products),
    "PUT /products/{id}": replace(service, products),
    "DELETE /products/{id}": remove(service, "ProductDeleted"),
  } satisfies RoutesOf<PathsOfV2, "/products">;
  return createLambdaHandler(routes, service.environment, service.telemetry);
}
