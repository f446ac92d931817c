import { arrayAt, isObject, type JsonValue, mapMembers, objectAt, type SpecDocument } from "./document";
import type { DocumentedApi } from "./findApi";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
/** Headers that stand there as cache keys: API Gateway wants them declared, callers send them by other rules. */
const CACHE_KEYS = ["authorization", "origin"];

/**
 * The document as OpenAPI 3.0, with the stage's address. Without extensions it is what a caller needs: nothing of API
 * Gateway's, and no preflight methods, which browsers call by themselves.
 */
export function oas30({ document, url }: DocumentedApi, extensions: boolean): SpecDocument {
  const servers = url === undefined ? {} : { servers: [{ url }] };
  const { openapi, info, ...rest } = extensions ? document : plain(document);
  return { openapi, info, ...servers, ...rest };
}

function plain(document: SpecDocument): SpecDocument {
  const stripped = objectAt(strip(document));
  const paths = mapMembers(objectAt(stripped.paths), (item) =>
    mapMembers(objectAt(item), (member, key) => {
      if (key === "options") return undefined;
      return METHODS.includes(key) && isObject(member) ? operation(member) : member;
    }),
  );
  return { ...stripped, paths };
}

const operation = (source: SpecDocument): SpecDocument =>
  mapMembers(source, (member, key) =>
    key === "parameters" ? arrayAt(member).filter((parameter) => !isCacheKey(objectAt(parameter))) : member,
  );

const isCacheKey = ({ in: place, name }: SpecDocument): boolean =>
  place === "header" && CACHE_KEYS.includes(String(name).toLowerCase());

function strip(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(strip);
  if (!isObject(value)) return value;
  return mapMembers(value, (member, key) =>
    key.startsWith("x-amazon-apigateway-") ? undefined : strip(member),
  );
}
