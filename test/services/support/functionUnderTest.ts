import { createRequire } from "node:module";
import { join } from "node:path";
import type { APIGatewayProxyResult } from "aws-lambda";
import type { LambdaHandler } from "../../../services/shared/lambdaHandler";
import { startDynamoDB, type LocalDynamoDB } from "./dynamodb";
import { lambdaContext, proxyEvent, type Request } from "./event";

/** One function of the storefront with a database of its own. */
export interface FunctionUnderTest {
  readonly database: LocalDynamoDB;
  call(route: string, id?: string, request?: Request): Promise<APIGatewayProxyResult>;
}

/**
 * Loads a handler the way Lambda does: its environment is set first. A handler reads its environment once per
 * process, so each is loaded anew.
 *
 * @param version Folder of the API's version. @default the storefront's version 1
 */
export async function startFunction(
  name: "users" | "products",
  version = join(__dirname, "../../../services/storefront/v1"),
): Promise<FunctionUnderTest> {
  const database = await startDynamoDB();
  Object.assign(process.env, {
    TABLE_NAME: name,
    IDEMPOTENCY_TABLE_NAME: "idempotency",
    STAGE: "dev",
    ALLOWED_ORIGINS: "https://shop.example.com,https://admin.example.com",
    POWERTOOLS_SERVICE_NAME: name,
    POWERTOOLS_METRICS_DISABLED: "true",
    POWERTOOLS_LOG_LEVEL: "SILENT",
  });
  const load = createRequire(__filename);
  const file = load.resolve(join(version, name, "handler"));
  delete load.cache[file];
  const { handler } = load(file) as { handler: LambdaHandler };
  return {
    database,
    call: (route, id, request) => handler(proxyEvent(route, id, request), lambdaContext),
  };
}
