import type { ContractBindings } from "../bindings";
import type { Contract } from "../contract";

/** Scheme, host, port: no path, no wildcard, nothing that VTL or a quoted literal would read as its own. */
const ORIGIN = /^https?:\/\/[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?$/;
const HEADER = /^[A-Za-z0-9!#&*+.^_|~-]+$/;

/** What keeps a contract from being compiled for a stage, one sentence each. */
export function checkBindings(contract: Contract, bindings: ContractBindings): string[] {
  const {
    functions,
    cors,
    integrationTimeoutMillis: timeout,
    minimumCompressionSize: compression,
  } = bindings;
  const problems: string[] = [];
  for (const { name } of contract.functions) {
    if (!Object.hasOwn(functions, name)) problems.push(`functions.${name} is missing: give its invoke ARN`);
  }
  for (const origin of cors.allowOrigins) {
    if (ORIGIN.test(origin)) continue;
    problems.push(
      `cors.allowOrigins: "${origin}" is no origin; write it as https://shop.example.com, without a path`,
    );
  }
  for (const header of cors.allowHeaders ?? []) {
    if (!HEADER.test(header)) problems.push(`cors.allowHeaders: "${header}" is no header name`);
  }
  if (!Number.isInteger(cors.maxAgeSeconds) || cors.maxAgeSeconds < 0) {
    problems.push(`cors.maxAgeSeconds is ${cors.maxAgeSeconds}; write whole seconds, 0 or more`);
  }
  if (timeout !== undefined && !(Number.isInteger(timeout) && timeout >= 50)) {
    problems.push(`integrationTimeoutMillis is ${timeout}; API Gateway takes 50 or more`);
  }
  if (
    compression !== undefined &&
    !(Number.isInteger(compression) && compression >= 0 && compression <= 10_485_760)
  ) {
    problems.push(`minimumCompressionSize is ${compression}; API Gateway takes 0 to 10485760 bytes`);
  }
  return problems;
}
