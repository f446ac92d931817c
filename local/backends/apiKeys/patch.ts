import { type Input, ServiceError } from "../protocol";
import type { Key } from "./keyRing";

/**
 * A key after the operations of UpdateApiKey. Source: API Gateway developer guide, "Patch operations", `ApiKey`: replace
 * of `/customerId`, `/description`, `/enabled`, `/name`. @throws ServiceError BadRequestException
 */
export function patched(key: Key, { patchOperations }: Input): Key {
  const operations = Array.isArray(patchOperations) ? (patchOperations as Input[]) : [];
  return operations.reduce<Key>((before, operation) => {
    const { op, path, value } = operation ?? {};
    if (op !== "replace")
      throw invalid(
        `Invalid patch operation specified. Must be one of: [replace]; it is ${JSON.stringify(op ?? null)}`,
      );
    if (path === "/enabled") return { ...before, enabled: value === "true" };
    const text = typeof value === "string" ? value : undefined;
    if (path === "/name") return { ...before, name: text ?? "" };
    if (path === "/description") return { ...before, description: text };
    if (path === "/customerId") return { ...before, customerId: text };
    throw invalid(
      `Invalid patch path  '${String(path)}' specified for op 'replace'. Must be one of: [/customerId, /description, /enabled, /name]`,
    );
  }, key);
}

const invalid = (message: string): ServiceError => new ServiceError("BadRequestException", message, 400);
