import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Writes a Pulumi project with so many APIs under build/bench and returns its folder. Each API is the storefront's: a
 * REST API from its contract with functions, roles, logs and settings of its own, on one network and one set of tables.
 */
export function writeSyntheticPlatform(root: string, apis: number): string {
  const folder = join(root, "build", "bench", `platform-${apis}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "program"), { recursive: true });
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    readFileSync(join(root, "Pulumi.yaml"), "utf8").replace(/^main: .*$/m, "main: program/"),
  );
  writeFileSync(join(folder, "Pulumi.dev.yaml"), readFileSync(join(root, "Pulumi.dev.yaml")));
  writeFileSync(join(folder, "package.json"), "{}\n");
  // Functions name their code relative to the program: ../build/functions.
  if (!existsSync(join(folder, "build")))
    symlinkSync(join("..", "..", "..", "build"), join(folder, "build"), "dir");
  writeFileSync(join(folder, "program", "index.js"), program(apis));
  return folder;
}

const program = (apis: number): string => `"use strict";
const infra = "../../../../infra";
const { RestApi } = require(infra + "/api");
const { StorefrontFunctions } = require(infra + "/compute");
const { Tables } = require(infra + "/data");
const { contractOf, declareFoundation } = require(infra + "/platform");
const { load, stageTags, tagEverything } = require(infra + "/stage");

const config = load();
tagEverything(stageTags(config));
const contract = contractOf("storefront/v1/openapi.yaml");
const foundation = declareFoundation(config, [contract]);
const { dataKey, identity, logRole, network, platformKey, target } = foundation;
const tables = new Tables("tables", { config, kmsKeyArn: dataKey.arn });
for (let index = 0; index < ${apis}; index++) {
  const common = { config, target, contract: { ...contract, name: "api" + index }, platformKeyArn: platformKey.arn };
  const { functions } = new StorefrontFunctions("functions" + index, { ...common, tables, network, tableKeyArn: dataKey.arn });
  new RestApi("api" + index, {
    ...common,
    endpoint: { type: "REGIONAL" },
    settings: config.storefront,
    functions,
    userPoolArn: identity.userPoolArn,
    logRole: logRole && logRole.account,
  });
}
`;
