import { checkHintNames } from "./checks/checkHintNames";
import { checkReferences } from "./checks/checkReferences";
import { checkSchemas } from "./checks/checkSchemas";
import { readSecurity } from "./checks/checkSecurity";
import { checkStructure } from "./checks/checkStructure";
import { readSchemes } from "./checks/readSchemes";
import type { Contract, ContractOperation } from "./contract";
import { ContractError } from "./contractError";
import type { ContractFolder } from "./contractFolder";
import { contractSource } from "./contractSource";
import { documentOperations } from "./documentOperations";
import { apiHint, readHint } from "./hints";
import { isObject } from "./json";
import { ProblemCollector } from "./problemCollector";
import { readOperation } from "./readOperation";

/** A parsed contract; `functions` are names only, since a text knows nothing of files. */
export type ParsedContract = Omit<Contract, "functions"> & { readonly functions: readonly string[] };

/**
 * The contract in a text. `file` is only for messages.
 *
 * @throws ContractError with every problem found. After a syntax error there is nothing more to check.
 */
export function parseContract(file: string, text: string, folder: ContractFolder): ParsedContract {
  const source = contractSource(file, text);
  if (source.syntaxProblems.length > 0) throw new ContractError(file, source.syntaxProblems);
  const document = source.value;
  const problems = new ProblemCollector(source);
  if (!isObject(document)) {
    problems.add(
      "GH1202",
      [],
      "this is not an OpenAPI document",
      "start with openapi: 3.0.3, info and paths",
    );
    throw new ContractError(file, problems.sorted());
  }
  checkStructure(document, problems);
  checkReferences(document, problems);
  checkHintNames(document, problems);
  checkSchemas(document, problems);
  const api = readHint(
    apiHint,
    document["x-gatehouse-api"],
    ["x-gatehouse-api"],
    "{ name: storefront, version: v1 }",
    problems,
  );
  const name = api?.name ?? "";
  const schemes = readSchemes(document, name, folder, problems);
  const authorizers = schemes.flatMap((scheme) => (scheme.kind === "authorizer" ? [scheme.authorizer] : []));
  const operations = documentOperations(document).flatMap((item): ContractOperation[] => {
    const security = readSecurity(item, schemes, problems);
    const operation = readOperation(item, security, authorizers, folder, problems);
    return operation === undefined ? [] : [operation];
  });
  const found = problems.sorted();
  if (found.length > 0) throw new ContractError(file, found);
  const functions = operations.flatMap(({ integration }) =>
    integration.kind === "lambda" ? [integration.function] : [],
  );
  const deciding = authorizers.map((authorizer) => authorizer.function);
  return {
    name,
    version: api?.version ?? "",
    file,
    document,
    operations,
    functions: [...new Set([...functions, ...deciding])].sort(),
    scopes: schemes.flatMap((scheme) => (scheme.kind === "oauth2" ? scheme.scopes : [])),
    authorizers,
  };
}
