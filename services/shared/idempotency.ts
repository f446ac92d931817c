import {
  IdempotencyConfig,
  makeIdempotent,
  IdempotencyAlreadyInProgressError,
  IdempotencyValidationError,
} from "@aws-lambda-powertools/idempotency";
import { DynamoDBPersistenceLayer } from "@aws-lambda-powertools/idempotency/dynamodb";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { APIGatewayProxyEvent, Context } from "aws-lambda";
import { requestHeader } from "./headers";
import { Problem } from "./problem";
import { caller } from "./request";

/** Runs work at most once per Idempotency-Key, and gives its first result to every repetition. */
export type Once = <T>(
  event: APIGatewayProxyEvent,
  context: Context,
  body: unknown,
  work: () => Promise<T>,
) => Promise<T>;

const KEY = /^[\x21-\x7e]{8,128}$/;

/**
 * Idempotency on a DynamoDB table, for a day. The key is the caller's with method and path, so that no caller meets
 * another's answer; the body is kept as a hash, so that a key that is used for something else is told.
 */
export function createOnce(client: DynamoDBClient, tableName: string): Once {
  const persistenceStore = new DynamoDBPersistenceLayer({ tableName, awsSdkV3Client: client });
  const config = new IdempotencyConfig({
    eventKeyJmesPath: "identity",
    payloadValidationJmesPath: "body",
    throwOnNoIdempotencyKey: true,
    expiresAfterSeconds: 86_400,
    hashFunction: "sha256",
  });
  return async (event, context, body, work) => {
    const key = requestHeader(event, "Idempotency-Key");
    if (key === undefined || !KEY.test(key)) {
      throw new Problem(400, "send an Idempotency-Key of 8 to 128 visible ASCII characters");
    }
    // How long the invocation may still run is how long its record counts as in progress.
    config.registerLambdaContext(context);
    const payload = { identity: [caller(event), event.httpMethod, event.path, key], body };
    try {
      const run = makeIdempotent((_payload: unknown) => work(), {
        persistenceStore,
        config,
        // `<function name>#`: a role can be held to the rows of its own function.
        keyPrefix: context.functionName,
      });
      return await run(payload);
    } catch (error) {
      if (error instanceof IdempotencyAlreadyInProgressError) {
        throw new Problem(
          409,
          "the first request with this Idempotency-Key is still at work; repeat it later",
        );
      }
      if (error instanceof IdempotencyValidationError) {
        throw new Problem(422, "this Idempotency-Key was used with another body; take a new one");
      }
      throw error;
    }
  };
}
