/** What a function is told by its environment variables. */
export interface Environment {
  /** `TABLE_NAME`: the table of this function's resource. */
  readonly tableName: string;
  /** `IDEMPOTENCY_TABLE_NAME`: hash key `id`, TTL attribute `expiration`. */
  readonly idempotencyTableName: string;
  /** `STAGE`: name of the stage, for logs. */
  readonly stage: string;
  /** `ALLOWED_ORIGINS`: exact origins, separated by commas. May be empty: no cross-origin calls. */
  readonly allowedOrigins: readonly string[];
  /**
   * `DEPRECATION`, `SUNSET`, `LINK`: headers of every answer of a version that is on its way out (RFC 9745, RFC 8594).
   * Each may be absent.
   */
  readonly lifecycle: Readonly<Record<string, string>>;
}

const lifecycleHeaders = ["Deprecation", "Sunset", "Link"];

/**
 * Reads the variables once, at start: a function that is configured wrongly fails at its first call, with all that
 * is missing in one message, rather than at the first request that needs it.
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const missing: string[] = [];
  const required = (name: string): string => {
    const value = variables[name];
    if (value === undefined || value === "") missing.push(name);
    return value ?? "";
  };
  const environment: Environment = {
    tableName: required("TABLE_NAME"),
    idempotencyTableName: required("IDEMPOTENCY_TABLE_NAME"),
    stage: required("STAGE"),
    allowedOrigins: (variables.ALLOWED_ORIGINS ?? "")
      .split(",")
      .map((origin) => origin.trim())
      .filter((origin) => origin !== ""),
    lifecycle: Object.fromEntries(
      lifecycleHeaders.flatMap((header) => {
        const value = variables[header.toUpperCase()];
        return value === undefined || value === "" ? [] : [[header, value] as const];
      }),
    ),
  };
  if (missing.length > 0) {
    throw new Error(`environment variables are missing: ${missing.join(", ")}; set them on the function`);
  }
  return environment;
}
