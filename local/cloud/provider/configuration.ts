import type { Plain } from "../cloud";
import { record, text } from "../model";

/** What one configured provider, such as `new aws.Provider("edge", { region: "us-east-1" })`, adds to its resources. */
export interface ProviderConfiguration {
  readonly region: string;
  readonly defaultTags: Readonly<Record<string, string>>;
}

/** Used when a program configures no Region: where AWS's global services live. */
export const DEFAULT_REGION = "us-east-1";

/** Reads a provider's inputs. Structured values arrive as JSON text, as all provider configuration does. */
export function readConfiguration(args: Plain): ProviderConfiguration {
  return {
    region: text(args.region, DEFAULT_REGION),
    defaultTags: record(record(structured(args.defaultTags)).tags) as Record<string, string>,
  };
}

function structured(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
