import type * as pulumi from "@pulumi/pulumi";
import type { Contract } from "../contract";
import type { StageConfig, Target } from "../stage";
import { bundleName } from "./bundleSources";
import { type FunctionSettings, LambdaFunction, type LambdaFunctionArgs } from "./lambdaFunction";

/** What one function is told and may do, and where it runs, beside what all have. */
export type FunctionDesign = Pick<
  LambdaFunctionArgs,
  "environment" | "tables" | "tableKeyArn" | "statements" | "vpc"
>;

export interface ContractFunctionsArgs {
  readonly config: StageConfig;
  readonly target: Target;
  /** Of an OpenAPI document or of a WebSocket API. */
  readonly contract: Pick<Contract, "name" | "version" | "functions">;
  readonly settings: FunctionSettings;
  readonly platformKeyArn: pulumi.Input<string>;
  /** By the function's name in the contract, and that of its bundle. */
  readonly design: (name: string, bundle: string) => FunctionDesign;
}

/** The functions that a contract names, each by that name and with its design. */
export function contractFunctions(
  name: string,
  { contract, design, ...common }: ContractFunctionsArgs,
  opts?: pulumi.ComponentResourceOptions,
): Readonly<Record<string, LambdaFunction>> {
  return Object.fromEntries(
    contract.functions.map(({ name: part, handlerFile }) => {
      const bundle = bundleName(handlerFile);
      const description = `${contract.name} ${contract.version}: ${part}`;
      const args = { ...common, bundle, description, ...design(part, bundle) };
      return [part, new LambdaFunction(`${name}-${part}`, args, opts)];
    }),
  );
}
