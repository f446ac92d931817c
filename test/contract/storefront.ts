import { join } from "node:path";
import { compileContract, readContract, type ContractBindings, type JsonObject } from "../../infra/contract";

/** The storefront's contract as it is shipped. */
export const storefront = readContract(
  join(__dirname, "..", "..", "services", "storefront", "v1", "openapi.yaml"),
);

const invokeArn = (name: string): string =>
  `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:${name}/invocations`;

/** A stage with one page that may call it. */
export const bindings: ContractBindings = {
  functions: { users: invokeArn("users"), products: invokeArn("products") },
  userPoolArn: "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_abcdefghi",
  cors: { allowOrigins: ["https://shop.example.com"], maxAgeSeconds: 600 },
};

/** CORS of a stage with two pages that may call it. */
export const several = {
  allowOrigins: ["https://shop.example.com", "https://admin.example.com:8443"],
  maxAgeSeconds: 600,
};

/** The storefront compiled for that stage, with some of it changed. */
export const compiled = (changes: Partial<ContractBindings> = {}): JsonObject =>
  compileContract(storefront, { ...bindings, ...changes });

/** The object at a path of another; fails when there is none. */
export function at(value: unknown, ...path: readonly string[]): Readonly<Record<string, unknown>> {
  let current = value;
  for (const part of path) current = (current as Readonly<Record<string, unknown>> | undefined)?.[part];
  if (typeof current !== "object" || current === null) throw new Error(`nothing at ${path.join(" → ")}`);
  return current as Readonly<Record<string, unknown>>;
}

/** The integration of an operation of a compiled body. */
export const integration = (
  body: JsonObject,
  path: string,
  method: string,
): Readonly<Record<string, unknown>> => at(body, "paths", path, method, "x-amazon-apigateway-integration");
