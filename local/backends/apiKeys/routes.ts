import { createHash } from "node:crypto";
import { type Input, ServiceError, type ServiceRequest } from "../protocol";
import { type Key, type KeyRing, describePlan } from "./keyRing";
import { patched } from "./patch";

/** What the control plane answers from. */
export interface ControlPlane {
  readonly ring: KeyRing;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Makes UUIDs. */
  readonly newId: () => string;
}

export interface Answer {
  readonly statusCode: number;
  /** Undefined: no body. */
  readonly body?: object;
}

type Route = (plane: ControlPlane, parameters: readonly string[], request: ServiceRequest) => Answer;

/** Source: the API Gateway v1 API reference. Statuses as its model has them: 201 for a creation, 202 for a deletion. */
const ROUTES: readonly (readonly [string, RegExp, Route])[] = [
  ["POST", /^\/apikeys$/, (plane, _, request) => createKey(plane, request)],
  ["GET", /^\/apikeys$/, (plane, _, request) => listKeys(plane, request)],
  [
    "GET",
    /^\/apikeys\/([^/]+)$/,
    ({ ring }, [id], { query }) => ok(describe(ring, keyOf(ring, id), query.get("includeValue") === "true")),
  ],
  [
    "PATCH",
    /^\/apikeys\/([^/]+)$/,
    (plane, [id], { body }) => {
      const { ring, now } = plane;
      const key = { ...patched(keyOf(ring, id), readBody(body)), lastUpdatedDate: Math.floor(now() / 1000) };
      ring.put(key);
      return ok(describe(ring, key, false));
    },
  ],
  [
    "DELETE",
    /^\/apikeys\/([^/]+)$/,
    ({ ring }, [id]) => {
      ring.delete(keyOf(ring, id).id);
      return { statusCode: 202 };
    },
  ],
  [
    "GET",
    /^\/usageplans$/,
    ({ ring }, _, { query }) => {
      const keyId = query.get("keyId");
      const own = keyId === null ? undefined : ring.plansOf(keyId);
      const found = [...ring.plans.values()].filter(({ id }) => own === undefined || own.includes(id));
      return page(found.map(describePlan), query);
    },
  ],
  ["GET", /^\/usageplans\/([^/]+)$/, ({ ring }, [id]) => ok(describePlan(planOf(ring, id)))],
  [
    "POST",
    /^\/usageplans\/([^/]+)\/keys$/,
    ({ ring }, [id], { body }) => {
      const plan = planOf(ring, id);
      const { keyId, keyType } = readBody(body);
      if (keyType !== "API_KEY") throw badRequest("Invalid key type specified");
      const key = keyOf(ring, typeof keyId === "string" ? keyId : "");
      if (ring.plansOf(key.id).includes(plan.id))
        throw new ServiceError("ConflictException", "Usage Plan Key already exists", 409);
      ring.join(key.id, plan.id);
      return { statusCode: 201, body: member(key) };
    },
  ],
  [
    "GET",
    /^\/usageplans\/([^/]+)\/keys$/,
    ({ ring }, [id], { query }) => {
      const name = query.get("name") ?? "";
      const found = ring.membersOf(planOf(ring, id).id).filter((key) => key.name.startsWith(name));
      return page(found.map(member), query);
    },
  ],
  [
    "GET",
    /^\/usageplans\/([^/]+)\/keys\/([^/]+)$/,
    ({ ring }, [id, keyId]) => ok(member(memberOf(ring, id, keyId))),
  ],
  [
    "DELETE",
    /^\/usageplans\/([^/]+)\/keys\/([^/]+)$/,
    ({ ring }, [id = "", keyId]) => {
      ring.leave(memberOf(ring, id, keyId).id, id);
      return { statusCode: 202 };
    },
  ],
];

/** Answers a request to the control plane. @throws ServiceError */
export function answerControlPlane(plane: ControlPlane, request: ServiceRequest): Answer {
  for (const [method, pattern, route] of ROUTES) {
    const match = method === request.method ? pattern.exec(request.path) : null;
    if (match) return route(plane, match.slice(1).map(decode), request);
  }
  throw new ServiceError("NotFoundException", `${request.method} ${request.path} is not rehearsed`, 404);
}

function createKey({ ring, now, newId }: ControlPlane, { body }: ServiceRequest): Answer {
  const input = readBody(body);
  const given = input.value;
  if (given !== undefined && (typeof given !== "string" || given.length < 20 || given.length > 128))
    throw badRequest("API Key value should be at least 20 characters");
  const value = typeof given === "string" ? given : newSecret(newId);
  if (ring.hasValue(value)) throw new ServiceError("ConflictException", "API Key already exists", 409);
  const seconds = Math.floor(now() / 1000);
  const key: Key = {
    id: newSecret(newId).slice(0, 10),
    value,
    name: typeof input.name === "string" ? input.name : "",
    description: typeof input.description === "string" ? input.description : undefined,
    customerId: typeof input.customerId === "string" ? input.customerId : undefined,
    // Off unless it is asked for. Source: CreateApiKey, `enabled`.
    enabled: input.enabled === true,
    tags: (input.tags ?? {}) as Readonly<Record<string, string>>,
    createdDate: seconds,
    lastUpdatedDate: seconds,
  };
  ring.put(key);
  return { statusCode: 201, body: describe(ring, key, true) };
}

function listKeys({ ring }: ControlPlane, { query }: ServiceRequest): Answer {
  const [name, customer] = [query.get("name") ?? query.get("nameQuery") ?? "", query.get("customerId")];
  const found = [...ring.keys.values()].filter(
    (key) => key.name.startsWith(name) && (customer === null || key.customerId === customer),
  );
  return page(
    found.map((key) => describe(ring, key, query.get("includeValues") === "true")),
    query,
  );
}

/** Lists come in pages of 25, up to 500. The member is named `item` on the wire. */
function page(all: readonly object[], query: URLSearchParams): Answer {
  const limit = Math.min(Math.max(Number(query.get("limit") ?? 25) || 25, 1), 500);
  const first = Number(query.get("position") ?? 0);
  if (!Number.isInteger(first) || first < 0) throw badRequest("Invalid position parameter");
  const next = first + limit;
  return ok({ item: all.slice(first, next), ...(next < all.length && { position: String(next) }) });
}

function describe(ring: KeyRing, key: Key, withValue: boolean): object {
  const { value, ...rest } = key;
  const plans = ring.plansOf(key.id);
  return {
    ...rest,
    ...(withValue && { value }),
    stageKeys: [],
    ...(plans.length > 0 && { usagePlanIds: plans }),
  };
}

const member = ({ id, name, value }: Key): object => ({ id, name, value, type: "API_KEY" });
const ok = (body: object): Answer => ({ statusCode: 200, body });

function keyOf(ring: KeyRing, id: string | undefined): Key {
  const key = ring.keys.get(id ?? "");
  if (!key) throw notFound("Invalid API Key identifier specified");
  return key;
}

function planOf(
  ring: KeyRing,
  id: string | undefined,
): { readonly id: string } & Parameters<typeof describePlan>[0] {
  const plan = ring.plans.get(id ?? "");
  if (!plan) throw notFound("Invalid Usage Plan ID specified");
  return plan;
}

function memberOf(ring: KeyRing, planId: string | undefined, keyId: string | undefined): Key {
  const plan = planOf(ring, planId);
  const key = ring.membersOf(plan.id).find(({ id }) => id === keyId);
  if (!key) throw notFound("Invalid API Key identifier specified");
  return key;
}

function readBody(body: Buffer): Input {
  let input: unknown;
  try {
    input = body.length === 0 ? {} : JSON.parse(body.toString());
  } catch {
    throw badRequest("Invalid JSON in request body");
  }
  if (input === null || typeof input !== "object" || Array.isArray(input))
    throw badRequest("Invalid request input");
  return input as Input;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badRequest("Invalid path");
  }
}

/** 40 letters and digits, as API Gateway makes them up. */
const newSecret = (newId: () => string): string =>
  createHash("sha256").update(newId()).digest("base64url").replace(/[-_]/g, "x").slice(0, 40);

const badRequest = (message: string): ServiceError => new ServiceError("BadRequestException", message, 400);
const notFound = (message: string): ServiceError => new ServiceError("NotFoundException", message, 404);
