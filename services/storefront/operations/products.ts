import type { APIGatewayProxyEvent } from "aws-lambda";
import { queryParameter } from "../../shared/request";
import type { Service } from "../../shared/service";
import type { StoredProduct } from "../stored";
import { everything, type Listing } from "./list";

/** All products, or those of the category that the event asks for. */
export const productListing =
  (service: Service<StoredProduct>) =>
  (event: APIGatewayProxyEvent): Listing<StoredProduct> => {
    const category = queryParameter(event, "category", { type: "string", minLength: 1, maxLength: 50 });
    if (category === undefined) return everything(service, "products")();
    return {
      name: `products?category=${category}`,
      // An index's page key holds its own key and the table's: here the range key is the table's key.
      keys: ["category", "id"],
      read: (limit, start) => service.table.query("byCategory", "category", category, limit, start),
    };
  };
