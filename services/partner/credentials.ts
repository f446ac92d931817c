/** What a partner calls with: one version of the partner's secret. Key and token are a pair and change together. */
export interface Credentials {
  readonly partner: string;
  /** Value of the API key, for the header `x-api-key`. */
  readonly apiKey: string;
  /** For the header `Authorization: Bearer <partner>.<token>`. */
  readonly token: string;
}

/** The credentials in a secret's text, or undefined when it holds something else. */
export function parseCredentials(text: string): Credentials | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isCredentials(value) ? value : undefined;
}

/** Whether a value has all parts of credentials. */
function isCredentials(value: unknown): value is Credentials {
  if (typeof value !== "object" || value === null) return false;
  const { partner, apiKey, token } = value as Partial<Record<keyof Credentials, unknown>>;
  return [partner, apiKey, token].every((part) => typeof part === "string" && part !== "");
}
