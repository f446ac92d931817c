import { z } from "zod";

/** For rules with nothing to set. */
export const noOptions = z.strictObject({});

/** The options of a rule; each must have a default, so that a rule runs without any settings. */
export const optionsOf = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject(shape);

/** A list of names, with its meaning and default. */
export const names = (description: string, defaults: readonly string[]) =>
  z
    .array(z.string())
    .default([...defaults])
    .describe(description);

/** Stacks in which the stricter form of a rule holds. */
export const productionStages = names("Stacks that count as production.", ["prod"]);

/** A whole number, with its meaning, default and bounds. */
export const integer = (
  description: string,
  initial: number,
  minimum = 0,
  maximum = Number.MAX_SAFE_INTEGER,
) => z.int().min(minimum).max(maximum).default(initial).describe(description);
