import type { GraphResource } from "../../../local/graph";
import { inputsOf, outputsOf } from "../../infra/evaluateStage";

/** One action that AWS asks IAM about. */
export interface Call {
  /** With the service's prefix. */
  readonly action: string;
  /** ARN of the resource, or `*` for actions that AWS holds to none. */
  readonly on: string;
  /** Condition keys of the request that matter here. */
  readonly context?: Readonly<Record<string, string>>;
}

/** What the provider calls for a resource. A refresh makes the calls of `read` only. */
export interface Calls {
  readonly read: readonly Call[];
  readonly change: readonly Call[];
}

/**
 * Actions in a line, without the service's prefix; one that AWS holds to no resource stands behind an asterisk
 * (service authorization reference).
 */
export interface Actions {
  readonly create: string;
  readonly read: string;
  readonly update?: string;
  readonly delete: string;
}

export interface Row {
  readonly callsFor: (resource: Seen) => Calls;
}

/** A resource of a graph, without wrappers. */
export interface Seen {
  /** An input or output that is a text. */
  readonly text: (property: string) => string;
  readonly all: string;
  readonly region: string;
  readonly arn: string;
  readonly id: string;
}

export function see(resource: GraphResource): Seen {
  const known = { ...inputsOf(resource), ...outputsOf(resource) };
  const text = (property: string) => {
    const value = known[property];
    if (typeof value !== "string") throw new Error(`${resource.urn} has no text ${property}`);
    return value;
  };
  return {
    text,
    all: JSON.stringify(known),
    region: typeof known.region === "string" ? known.region : "eu-west-1",
    get arn() {
      return text("arn");
    },
    id: resource.id ?? "",
  };
}

/** The account of the simulated cloud, in ARNs. */
export const arn = (service: string, region: string, resource: string): string =>
  `arn:aws:${service}:${region}:123456789012:${resource}`;

const found = (text: string, pattern: RegExp): string[] => [...new Set(text.match(pattern) ?? [])];

/** The roles that a resource names, each passed to a service. */
const passed = (all: string, service: string): Call[] =>
  found(all, /arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+/g).map((on) => ({
    action: "iam:PassRole",
    on,
    context: { "iam:PassedToService": `${service}.amazonaws.com` },
  }));

/** What services do with a customer's key in the name of whoever calls them; `grant` makes them a grant. */
export interface KeyUse {
  readonly grant?: boolean;
  readonly read?: string;
  readonly change: string;
}

interface More {
  /** Default: the resource's own ARN. */
  readonly on?: (resource: Seen) => string | readonly string[];
  /** The service that gets the roles which the resource names. */
  readonly passesTo?: string;
  /** How the service uses the keys that the resource names. */
  readonly key?: KeyUse;
  /** Calls on other resources. */
  readonly also?: (resource: Seen) => Partial<Calls>;
}

/** The row of a type: its service, the actions on it, and what else they take. */
export function row(service: string, actions: Actions, more: More = {}): Row {
  const { on = (resource: Seen) => resource.arn, passesTo, key, also } = more;
  return {
    callsFor: (resource) => {
      const calls = (line = ""): Call[] =>
        line.split(" ").flatMap((name) => {
          if (name === "") return [];
          if (name.startsWith("*")) return [{ action: `${service}:${name.slice(1)}`, on: "*" }];
          return [on(resource)].flat().map((one) => ({ action: `${service}:${name}`, on: one }));
        });
      const keys = found(resource.all, /arn:aws:kms:[\w-]+:\d{12}:key\/[\w-]+/g);
      const used = (line = "") =>
        keys.flatMap((one) =>
          line.split(" ").flatMap((name) =>
            name === ""
              ? []
              : [
                  {
                    action: `kms:${name}`,
                    on: one,
                    context: { "kms:ViaService": `${service}.${resource.region}.amazonaws.com` },
                  },
                ],
          ),
        );
      const granted = key?.grant
        ? keys.map((one) => ({
            action: "kms:CreateGrant",
            on: one,
            context: { "kms:GrantIsForAWSResource": "true" },
          }))
        : [];
      const others = also?.(resource) ?? {};
      return {
        read: [...calls(actions.read), ...used(key?.read), ...(others.read ?? [])],
        change: [
          ...[actions.create, actions.update, actions.delete].flatMap(calls),
          ...used(key?.change),
          ...granted,
          ...(passesTo === undefined ? [] : passed(resource.all, passesTo)),
          ...(others.change ?? []),
        ],
      };
    },
  };
}
