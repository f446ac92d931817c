import type { JsonObject } from "../../model/wire";

/** Allows everyone to invoke, through one VPC endpoint if it is given. */
export const invokeFrom = (endpoint?: string): JsonObject => ({
  Effect: "Allow",
  Principal: "*",
  Action: "execute-api:Invoke",
  Resource: "execute-api:/*",
  ...(endpoint === undefined ? {} : { Condition: { StringEquals: { "aws:SourceVpce": endpoint } } }),
});

/** Denies all that do not come through the VPC endpoint. */
export const denyOthers = (endpoint: string): JsonObject => ({
  Effect: "Deny",
  Principal: "*",
  Action: "execute-api:Invoke",
  Resource: "execute-api:/*",
  Condition: { StringNotEquals: { "aws:SourceVpce": endpoint } },
});
