import { createRequire } from "node:module";
import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { version } from "../../package.json";
import { Problems } from "../graph/problem";
import type * as Check from "./check";
import type * as Doctor from "./doctor";
import type * as Engine from "./engine";
import type * as Evidence from "./evidence";
import { examplesOf } from "./examples";
import type * as Plan from "./plan";
import type * as Preview from "./preview";
import type * as Sdk from "./sdk";
import type * as Spec from "./spec";
import type * as Start from "./start";
import type { Terminal } from "./terminal";
import { unknownCommand, usageProblems } from "./usage";

const stageOption = () =>
  new Option("--stage <name>", "the stage: a Pulumi.<name>.yaml in this folder").default("dev");
const verboseOption = () => new Option("--verbose", "print stack traces and timings");
const graphOption = () =>
  new Option(
    "--graph <file>",
    "read a stack export (`pulumi stack export`) instead of evaluating the program",
  );

const load = createRequire(__filename);

/**
 * The command line. Each command's module is loaded when it runs, so that `--help` is quick and a plan does not pay
 * for the server. What commander refuses is thrown as {@link Problems}.
 */
export function commandLine(terminal: Terminal, verbose: boolean, exit: (code: number) => void) {
  const program = new Command("gatehouse")
    .description("Declare, guard and rehearse an API platform on AWS.")
    .version(version)
    .enablePositionalOptions()
    .helpCommand(false)
    .configureOutput({ outputError: () => undefined });

  program
    .command("start")
    .description("Plan, guard and serve a stage on localhost")
    .addOption(stageOption())
    .addOption(graphOption())
    .addOption(
      new Option("--port <number>", "port on 127.0.0.1; 0 takes a free one")
        .default(8787)
        .argParser(parsePort),
    )
    .option("--json", "print one JSON line on stdout when ready, everything else on stderr")
    .option("--serve-anyway", "serve even when the guard finds a mandatory violation")
    .option("--watch", "evaluate again when a file changes (default on a terminal)")
    .option("--no-watch", "never evaluate again")
    .addOption(verboseOption())
    .action(async (options) => {
      const { start } = load("./start") as typeof Start;
      exit(await start({ ...options, verbose }, terminal));
    });

  program
    .command("plan")
    .description("Show what a stage declares, or what would change")
    .addOption(stageOption())
    .option("--preview", "leave the outputs of new resources unknown, as `pulumi preview` does")
    .option("--out <file>", "write the graph as a Pulumi deployment (version 3)")
    .option("--against <file>", "show the changes from this graph: create, update, replace, delete")
    .option("--json", "print JSON")
    .addOption(verboseOption())
    .action(async (options) => {
      const { plan } = load("./plan") as typeof Plan;
      exit(await plan(options, terminal));
    });

  program
    .command("check")
    .description("Print the guard's verdict; exit 1 on a mandatory violation")
    .addOption(stageOption())
    .addOption(graphOption())
    .option("--preview", "judge as at `pulumi preview`, with outputs of new resources unknown")
    .addOption(
      new Option("--format <name>", "form of the verdict")
        .choices(["text", "markdown", "sarif", "junit", "json"])
        .default("text" as const),
    )
    .option("--out <file>", "write the verdict to a file")
    .option(
      "--against <file>",
      "tell new findings from those of this graph; only new mandatory violations refuse",
    )
    .addOption(verboseOption())
    .action(async (options) => {
      const { check } = load("./check") as typeof Check;
      exit(await check(options, terminal));
    });

  program
    .command("doctor")
    .description("Look whether this machine and this checkout are ready")
    .option("--json", "print JSON")
    .addOption(verboseOption())
    .action(async (options) => {
      const { doctor } = load("./doctor") as typeof Doctor;
      exit(await doctor(options, terminal));
    });

  program
    .command("preview")
    .description("Show what the working tree changes against a commit: plan, new and fixed findings")
    .requiredOption("--base <ref>", "branch, tag or commit to compare with")
    .option("--stage <names>", "stages, separated by commas (default: all)")
    .addOption(
      new Option("--format <name>", "form of the report")
        .choices(["text", "markdown"])
        .default("text" as const),
    )
    .option("--out <file>", "write the report to a file")
    .addOption(verboseOption())
    .action(async (options) => {
      const { preview } = load("./preview") as typeof Preview;
      exit(await preview(options, terminal));
    });

  program
    .command("evidence")
    .description("Write what an auditor of a standard asks for: requirement, rules, resources, verdicts")
    .addOption(stageOption())
    .addOption(graphOption())
    .addOption(
      new Option("--framework <name>", "the standard")
        .choices(["pci-dss-4", "nist-800-53-r5", "cis-aws", "soc2", "iso-27001", "fsbp"])
        .makeOptionMandatory(),
    )
    .requiredOption("--out <folder>", "folder for the page and the JSON file")
    .addOption(verboseOption())
    .action(async (options) => {
      const { evidence } = load("./evidence") as typeof Evidence;
      exit(await evidence(options, terminal));
    });

  program
    .command("spec")
    .description("Print the OpenAPI document of an API, as a stage declares it")
    .requiredOption("--api <name>", "the API, such as storefront")
    .option("--version <version>", "its version, such as v1; needed where there are several")
    .addOption(
      new Option("--format <format>", "OpenAPI 3.0 or Swagger 2.0")
        .choices(["oas30", "swagger"])
        .default("oas30" as const),
    )
    .option("--with-extensions", "keep what is API Gateway's own")
    .option("--out <file>", "write it to a file")
    .addOption(stageOption())
    .addOption(graphOption())
    .addOption(verboseOption())
    .action(async (options) => {
      const { spec } = load("./spec") as typeof Spec;
      exit(await spec(options, terminal));
    });

  program
    .command("sdk")
    .description("Write a typed TypeScript client of an API")
    .requiredOption("--api <name>", "the API, such as storefront")
    .option("--version <version>", "its version, such as v1; needed where there are several")
    .requiredOption("--out <folder>", "folder for the client")
    .addOption(stageOption())
    .addOption(graphOption())
    .addOption(verboseOption())
    .action(async (options) => {
      const { sdk } = load("./sdk") as typeof Sdk;
      exit(await sdk(options, terminal));
    });

  program
    .command("engine")
    .description("Run the real `pulumi` CLI against the simulated cloud")
    .argument("[arguments...]", "what to pass to pulumi")
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (args) => {
      const { runEngine } = load("./engine") as typeof Engine;
      exit(await runEngine(args));
    });

  program
    .command("help")
    .description("Explain a command")
    .argument("[command]", "the command")
    .allowExcessArguments()
    .action((name) => {
      if (name === undefined) return program.help();
      const found = program.commands.find((command) => command.name() === name);
      if (found === undefined) throw unknownCommand(name, program);
      found.help();
    });

  for (const command of [program, ...program.commands]) {
    command.exitOverride((error) => {
      throw SHOWN.includes(error.code) ? error : new Problems(usageProblems(error, command));
    });
    const lines = examplesOf(command.name());
    if (lines.length > 0)
      command.addHelpText("after", `\nExamples:\n${lines.map((line) => `  $ ${line}`).join("\n")}`);
  }
  return program;
}

/** What commander ends with when it has printed what was asked for, or its help where there is no command. */
const SHOWN = ["commander.help", "commander.helpDisplayed", "commander.version"];

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535)
    throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
  return port;
}
