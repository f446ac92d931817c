import type { Input } from "./jsonProtocol";
import { ServiceError } from "./serviceError";

/** How a service words an input that is wrong. @default ValidationException */
export type Complain = (message: string) => ServiceError;

const validation: Complain = (message) => new ServiceError("ValidationException", message);

/** A text that the operation needs. */
export function requiredText(input: Input, member: string, complain = validation): string {
  const value = input[member];
  if (typeof value !== "string" || value === "")
    throw complain(
      `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must not be null`,
    );
  return value;
}

/** A text that may be left out. */
export function optionalText(input: Input, member: string, complain = validation): string | undefined {
  const value = input[member] ?? undefined;
  if (value !== undefined && typeof value !== "string") throw complain(`${member} must be a string`);
  return value;
}

/** A whole number within bounds that may be left out. */
export function optionalInteger(
  input: Input,
  member: string,
  [least, most]: readonly [number, number],
  complain = validation,
): number | undefined {
  const value = input[member] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most)
    throw complain(
      `1 validation error detected: Value '${JSON.stringify(value)}' at '${member}' failed to satisfy constraint: Member must be between ${least} and ${most}`,
    );
  return value;
}

/** A list that the operation needs. */
export function requiredList(input: Input, member: string, complain = validation): readonly Input[] {
  const value = input[member];
  if (!Array.isArray(value)) throw complain(`${member} must be a list`);
  return value.map((item: unknown) => {
    if (item === null || typeof item !== "object" || Array.isArray(item))
      throw complain(`${member} must hold structures`);
    return item as Input;
  });
}
