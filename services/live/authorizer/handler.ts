import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { APIGatewayAuthorizerResult } from "aws-lambda";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { createFrontCheck } from "../../shared/originSecret";
import { createSecretReader } from "../../shared/secretText";
import { requiredVariables } from "../../shared/variables";
import { authorize, type ConnectRequest } from "./authorize";

const { TOKEN_ISSUER, CLIENT_IDS } = requiredVariables(process.env, ["TOKEN_ISSUER", "CLIENT_IDS"]);
const listOf = (text: string | undefined): string[] => (text ?? "").split(",").filter((part) => part !== "");

// Kept between invocations; keys are fetched again when a token names one that is not known.
const keys = createRemoteJWKSet(new URL(`${TOKEN_ISSUER}/.well-known/jwks.json`), { timeoutDuration: 3000 });
const parts = {
  allowedOrigins: listOf(process.env.ALLOWED_ORIGINS),
  clientIds: listOf(CLIENT_IDS),
  cameThroughFront: createFrontCheck(
    process.env.ORIGIN_SECRET_NAME,
    createSecretReader(new SecretsManagerClient({})),
  ),
  verify: async (token: string) =>
    (await jwtVerify(token, keys, { issuer: TOKEN_ISSUER, algorithms: ["RS256"] })).payload,
};

/** Entry of the function `authorizer`. */
export const handler = (event: ConnectRequest): Promise<APIGatewayAuthorizerResult> =>
  authorize(event, parts);
