import { violations } from "../shared/schema";
import { models } from "./generated/models";

/** A message that no later try can make good. It ends in the dead-letter queue, where people find it. */
export class MalformedMessageError extends Error {
  constructor(what: string) {
    super(what);
    this.name = "MalformedMessageError";
  }
}

/**
 * A JSON text checked against a model. The gateway has validated it before, but a queue has other ways in.
 *
 * @throws MalformedMessageError
 */
export function parseMessage(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedMessageError("not JSON");
  }
}

/** `T` has to be the model's generated type. @throws MalformedMessageError with every place that is wrong */
export function checkedAs<T>(value: unknown, model: keyof typeof models): T {
  const errors = violations(value, { $ref: `#/components/schemas/${model}` }, models);
  if (errors.length === 0) return value as T;
  const places = errors.map(({ pointer, detail }) => `${pointer} ${detail}`).join("; ");
  throw new MalformedMessageError(`not a valid ${model}: ${places}`);
}

/** A partner's name, as the authorizer gave it. @throws MalformedMessageError */
export function checkedPartner(value: unknown): string {
  if (typeof value === "string" && /^[a-z][a-z0-9-]{1,30}$/.test(value)) return value;
  throw new MalformedMessageError("says no partner");
}
