/**
 * Environment variables that a function cannot do without. Names of things are in them, never secrets.
 *
 * @throws Error with all that are missing in one message
 */
export function requiredVariables<const Name extends string>(
  variables: Readonly<Record<string, string | undefined>>,
  names: readonly Name[],
): Readonly<Record<Name, string>> {
  const missing = names.filter((name) => !variables[name]);
  if (missing.length > 0)
    throw new Error(`environment variables are missing: ${missing.join(", ")}; set them on the function`);
  return Object.fromEntries(names.map((name) => [name, variables[name] ?? ""])) as Record<Name, string>;
}

/** A list of names, separated by commas. Absent or empty: none. */
export const listVariable = (text: string | undefined): string[] =>
  (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** @throws Error when the variable is not a number above zero */
export function numberVariable(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0)
    throw new Error(`the environment variable ${name} is "${text}", and has to be a number above 0`);
  return value;
}
