import type { Graph } from "../../graph/graph";
import { Declarations, text } from "../declarations";

/** An API key as the gateway needs it. */
export interface ApiKey {
  readonly id: string;
  /** What callers send. */
  readonly value: string;
  readonly enabled: boolean;
  /** Ids of the usage plans that the key belongs to, at most ten on AWS. */
  readonly usagePlanIds: readonly string[];
}

/** Where the gateway looks keys up, at each request that needs one: keys come and go while it runs. */
export interface ApiKeyStore {
  /** The key with this value, enabled or not; undefined when there is none. */
  find(value: string): ApiKey | undefined;
}

/** The keys that a program declares, with the plans that its usage plan keys put them into. */
export function declaredApiKeys(graph: Graph): ApiKey[] {
  return readApiKeys(new Declarations(graph));
}

/** As {@link declaredApiKeys}, of a graph that is already indexed. */
export function readApiKeys(declarations: Declarations): ApiKey[] {
  const memberships = declarations.of("aws:apigateway/usagePlanKey:UsagePlanKey");
  return declarations.of("aws:apigateway/apiKey:ApiKey").flatMap(({ id, properties }) => {
    const value = text(properties.value);
    if (value === undefined) return [];
    const plans = memberships
      .filter(({ properties: membership }) => membership.keyId === id)
      .flatMap(({ properties: membership }) => text(membership.usagePlanId) ?? []);
    return [{ id, value, enabled: properties.enabled !== false, usagePlanIds: plans }];
  });
}

/** A store of keys that never change. */
export function fixedApiKeys(keys: readonly ApiKey[]): ApiKeyStore {
  const byValue = new Map(keys.map((key) => [key.value, key]));
  return { find: (value) => byValue.get(value) };
}
