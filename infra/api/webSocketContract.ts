import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { ContractFunction, ContractScope } from "../contract";

const schema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
  version: z.string().regex(/^v[1-9][0-9]*$/),
  description: z.string(),
  scopes: z.record(z.string().regex(/^[a-z][a-z0-9-]*\/[a-z.-]+$/), z.string()),
  routes: z.record(
    z.string(),
    z.strictObject({
      function: z
        .string()
        .regex(/^[a-z][a-z0-9-]*$/)
        .optional(),
      model: z.string().optional(),
    }),
  ),
  models: z.record(z.string().regex(/^[A-Za-z0-9]{1,255}$/), z.record(z.string(), z.json())),
});

/** What OpenAPI is for the other APIs: the routes and messages of a WebSocket API. */
export interface WebSocketContract {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  readonly description: string;
  readonly scopes: readonly ContractScope[];
  readonly routes: readonly WebSocketRoute[];
  /** Name → JSON Schema. */
  readonly models: Readonly<Record<string, unknown>>;
  /** Its functions, each once, and the authorizer. */
  readonly functions: readonly ContractFunction[];
}

/** One route: what a message's `action` chooses, or one of `$connect`, `$disconnect`, `$default`. */
export interface WebSocketRoute {
  readonly routeKey: string;
  /** Folder of the function beside the contract. Absent: API Gateway answers by itself. */
  readonly function?: string;
  /** What messages are checked against. */
  readonly model?: string;
}

/** A WebSocket API's contract is not what it has to be. */
class WebSocketContractError extends Error {
  readonly code = "GH1220";

  constructor(
    readonly file: string,
    readonly problems: readonly string[],
  ) {
    super(
      [`${file}: not a contract of a WebSocket API`, ...problems.map((text) => `  GH1220 ${text}`)].join(
        "\n",
      ),
    );
    this.name = "WebSocketContractError";
  }
}

/** The folder, beside every WebSocket contract, of the function that decides who may connect. */
export const authorizerFolder = "authorizer";

/**
 * Reads a contract.
 *
 * @throws WebSocketContractError with every problem there is
 */
export function readWebSocketContract(file: string): WebSocketContract {
  const result = schema.safeParse(parse(file));
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new WebSocketContractError(file, problems);
  }
  const { scopes, routes, models, ...rest } = result.data;
  const list = Object.entries(routes).map(([routeKey, route]) => ({ routeKey, ...route }));
  const problems = [
    ...["$connect", "$disconnect", "$default"]
      .filter((key) => !(key in routes))
      .map((key) => `routes.${key} is missing: ${reasons[key] ?? ""}`),
    ...list
      .filter(({ model }) => model !== undefined && !(model in models))
      .map(({ routeKey, model }) => `routes.${routeKey}.model is ${model ?? ""}, which models does not have`),
  ];
  if (problems.length > 0) throw new WebSocketContractError(file, problems);
  const folders = new Set([authorizerFolder, ...list.flatMap((route) => route.function ?? [])]);
  return {
    ...rest,
    file,
    scopes: Object.entries(scopes).map(([name, description]) => ({ name, description })),
    routes: list,
    models,
    functions: [...folders]
      .sort()
      .map((name) => ({ name, handlerFile: join(dirname(file), name, "handler.ts") })),
  };
}

const reasons: Readonly<Record<string, string>> = {
  $connect: "without it anybody could connect",
  $disconnect: "without it nobody would be forgotten before they expire",
  $default: "without it a message of an unknown action would get no answer that helps",
};

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } catch (error) {
    throw new WebSocketContractError(file, [error instanceof Error ? error.message : String(error)]);
  }
}
