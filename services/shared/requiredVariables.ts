/**
 * Environment variables that a function cannot do without, read once at start: all that is missing in one message.
 *
 * @throws Error naming every variable that is missing or empty
 */
export function requiredVariables<Name extends string>(
  variables: Readonly<Record<string, string | undefined>>,
  names: readonly Name[],
): Readonly<Record<Name, string>> {
  const missing = names.filter((name) => variables[name] === undefined || variables[name] === "");
  if (missing.length > 0) {
    throw new Error(`environment variables are missing: ${missing.join(", ")}; set them on the function`);
  }
  return Object.fromEntries(names.map((name) => [name, variables[name] ?? ""])) as Record<Name, string>;
}
