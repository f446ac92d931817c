import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createLambdaHandler } from "../../shared/lambdaHandler";
import { behindFront, createFrontCheck } from "../../shared/originSecret";
import type { RoutesOf } from "../../shared/router";
import { createSecretReader } from "../../shared/secretText";
import { Table } from "../../shared/table";
import { createTelemetry, traced } from "../../shared/telemetry";
import { requiredVariables } from "../../shared/variables";
import type { Paths } from "../api";
import { getProduct } from "./getProduct";
import { listProducts } from "./listProducts";
import type { ProductRow } from "./publicProduct";

const { TABLE_NAME, STAGE } = requiredVariables(process.env, ["TABLE_NAME", "STAGE"]);
const telemetry = createTelemetry(STAGE, process.env);
const database = traced(new DynamoDBClient({}), telemetry);
const table = new Table<ProductRow>(DynamoDBDocumentClient.from(database), TABLE_NAME);
const cameThroughFront = createFrontCheck(
  process.env.ORIGIN_SECRET_NAME,
  createSecretReader(new SecretsManagerClient({})),
);

const routes: RoutesOf<Paths, "/products"> = {
  "GET /products": behindFront(cameThroughFront, listProducts(table)),
  "GET /products/{id}": behindFront(cameThroughFront, getProduct(table)),
};

/** Entry of the function `products`. The API itself answers for CORS, so the function names no origins. */
export const handler = createLambdaHandler(routes, { allowedOrigins: [] }, telemetry);
