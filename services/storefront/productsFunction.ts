import { createLambdaHandler, type LambdaHandler } from "../shared/lambdaHandler";
import type { Routes, RoutesOf } from "../shared/router";
import { type Service, startService } from "../shared/service";
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

/** Routes that both versions have. */
type CommonRoute = keyof RoutesOf<PathsOfV1, "/products"> & keyof RoutesOf<PathsOfV2, "/products">;

/**
 * The function `products` of one version.
 *
 * @param own Routes that this version alone has; the table does not compile while its contract has one that is missing.
 */
export function productsFunction<Paths, Input>(
  products: Representation<StoredProduct, Input>,
  variables: Readonly<Record<string, string | undefined>>,
  own: (service: Service<StoredProduct>) => Routes<Exclude<keyof RoutesOf<Paths, "/products">, CommonRoute>>,
): LambdaHandler {
  const service = startService<StoredProduct>(variables);
  const common: Routes<CommonRoute> = {
    "GET /products": list(products, productListing(service)),
    "POST /products": create(service, products, "ProductCreated"),
    "GET /products/{id}": get(service, products),
    "PUT /products/{id}": replace(service, products),
    "DELETE /products/{id}": remove(service, "ProductDeleted"),
  };
  return createLambdaHandler({ ...common, ...own(service) }, service.environment, service.telemetry);
}
