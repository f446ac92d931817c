import type { Plain } from "./cloud";
import { fingerprint, uuid } from "./fingerprint";
import type { Partition } from "./partition";

/** One resource type as the AWS provider treats it. A service table maps type tokens to models. */
export interface Model {
  /** The id that AWS, or the provider where AWS has none, gives the resource. */
  readonly id: (resource: Resource) => string;
  /** The input that the provider fills with a random name when the program leaves it out. */
  readonly autoname?: Autoname;
  /** What the provider or AWS fills in for inputs that were left out. */
  readonly defaults?: Plain | ((resource: Resource) => Plain);
  /** The attributes that only AWS knows. Their names must not depend on input values. */
  readonly computed?: (resource: Identified) => Plain;
  /** Inputs that can only change by replacing the resource (`ForceNew` in the provider's schema). */
  readonly replaceOnChange?: readonly string[];
  /** True when the type has `tags`, and so `tagsAll`. */
  readonly taggable?: boolean;
  /** False for the resources of global services, which have no `region` property. */
  readonly regional?: boolean;
  /** What the provider refuses before it calls AWS, each with the property it concerns. */
  readonly validate?: (resource: Resource) => readonly Refusal[];
  /** The setting by which AWS refuses to delete the resource. */
  readonly deletionProtection?: { readonly property: string; readonly on: string | boolean };
}

export interface Refusal {
  readonly property: string;
  /** What is wrong, why, and the fix. */
  readonly reason: string;
}

export interface Autoname {
  readonly property: string;
  /** Longest name that AWS takes, in characters; the logical name is cut to fit. */
  readonly maxLength?: number;
  /** Stands between the logical name and the random part. @default "-" */
  readonly separator?: string;
  readonly lowercase?: boolean;
  /** What must begin the name, such as `alias/`. */
  readonly prefix?: string;
  /** What must end the name, such as `.fifo`. */
  readonly suffix?: (inputs: Plain) => string;
}

/** A registration as the models see it: inputs with defaults and names filled in, and where it lives. */
export interface Resource {
  readonly urn: string;
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  readonly inputs: Plain;
  readonly region: string;
  readonly partition: Partition;
  readonly accountId: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /**
   * What ids are derived from: the URN and the inputs that force replacement, so that an id changes exactly when
   * AWS would make a new resource.
   */
  readonly seed: string;
}

export interface Identified extends Resource {
  readonly id: string;
}

export type ServiceTable = Readonly<Record<string, Model>>;

/** Text of the resource's own, from its seed; `salt` tells apart several texts of one resource. */
export function derive(resource: Resource, salt: string, length: number, alphabet: string): string {
  return fingerprint(`${resource.seed}#${salt}`, length, alphabet);
}

/** An ARN in the resource's partition, Region and account. `scope` empties or replaces Region and account. */
export function arn(
  resource: Resource,
  service: string,
  path: string,
  scope: { readonly region?: string; readonly account?: string } = {},
): string {
  const { region = resource.region, account = resource.accountId } = scope;
  return `arn:${resource.partition.id}:${service}:${region}:${account}:${path}`;
}

/** An ARN of a global service, such as IAM. */
export const globalArn = (resource: Resource, service: string, path: string): string =>
  arn(resource, service, path, { region: "" });

/** The value if it is text, else the fallback: inputs may be absent, or stand for something unknown. */
export const text = (value: unknown, fallback = ""): string => (typeof value === "string" ? value : fallback);

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const record = (value: unknown): Plain =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Plain) : {};

/** The input as text. */
export const input = (resource: Resource, property: string, fallback = ""): string =>
  text(resource.inputs[property], fallback);

/** The resource's creation time as the provider prints it (RFC 3339, whole seconds). */
export const timestamp = (resource: Resource): string =>
  new Date(resource.now).toISOString().replace(/\.\d{3}Z$/, "Z");

/** An id that is made of inputs, as the provider makes it where AWS gives none. */
export const joined =
  (separator: string, ...properties: readonly string[]): Model["id"] =>
  (resource) =>
    properties.map((property) => input(resource, property)).join(separator);

/** An id that AWS makes up: `prefix` and `length` characters. */
export const random =
  (length: number, alphabet: string, prefix = ""): Model["id"] =>
  (resource) =>
    prefix + derive(resource, "id", length, alphabet);

/** An id that AWS makes up as a UUID. */
export const randomUuid: Model["id"] = (resource) => uuid(`${resource.seed}#id`);
