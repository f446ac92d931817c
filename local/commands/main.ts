import { createRequire } from "node:module";
import { Command, CommanderError, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { version } from "../../package.json";
import type * as Check from "./check";
import type * as Doctor from "./doctor";
import type * as Engine from "./engine";
import type * as Evidence from "./evidence";
import type * as Plan from "./plan";
import type * as Preview from "./preview";
import type * as Sdk from "./sdk";
import type * as Spec from "./spec";
import type * as Start from "./start";
import { EXIT, type Terminal, processTerminal, reportFailure } from "./terminal";

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
 * for the server.
 */
export async function main(argv: readonly string[]): Promise<void> {
  const verbose = argv.includes("--verbose");
  const terminal = processTerminal(verbose);
  try {
    await build(terminal, verbose, (code) => (process.exitCode = code)).parseAsync([...argv]);
  } catch (error) {
    if (error instanceof CommanderError) {
      // commander has printed its own message; it uses 0 for --help and --version.
      process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.badInput;
    } else {
      terminal.done();
      process.exitCode = reportFailure(error, terminal, verbose);
    }
  }
}

function build(terminal: Terminal, verbose: boolean, exit: (code: number) => void) {
  const program = new Command("gatehouse")
    .description("Declare, guard and rehearse an API platform on AWS.")
    .version(version)
    .showSuggestionAfterError()
    .enablePositionalOptions()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "error GH0002: ")) })
    .exitOverride();

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
    .addHelpText(
      "after",
      examples("npm start", "npm start -- --stage test --port 0", "npm start -- --graph stack.json"),
    )
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
    .addHelpText(
      "after",
      examples(
        "npm run plan",
        "npm run plan -- --stage prod --out prod.json",
        "npm run plan -- --against prod.json",
      ),
    )
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
    .addHelpText(
      "after",
      examples(
        "npm run check -- --stage prod",
        "npm run check -- --graph stack.json --format json",
        "npm run check -- --stage prod --format sarif --out build/prod.sarif",
      ),
    )
    .action(async (options) => {
      const { check } = load("./check") as typeof Check;
      exit(await check(options, terminal));
    });

  program
    .command("doctor")
    .description("Look whether this machine and this checkout are ready")
    .option("--json", "print JSON")
    .addOption(verboseOption())
    .addHelpText("after", examples("npm run doctor"))
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
    .addHelpText(
      "after",
      examples(
        "npm run preview -- --base main",
        "npm run preview -- --base main --stage prod",
        "npm run preview -- --base origin/main --format markdown --out comment.md",
      ),
    )
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
    .addHelpText(
      "after",
      examples("npm run evidence -- --stage prod --framework pci-dss-4 --out build/evidence"),
    )
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
    .addHelpText(
      "after",
      examples(
        "npm run spec -- --api storefront --version v1",
        "npm run spec -- --api storefront --version v1 --format swagger --with-extensions --out build/storefront.json",
      ),
    )
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
    .addHelpText("after", examples("npm run sdk -- --api storefront --version v1 --out build/sdk"))
    .action(async (options) => {
      const { sdk } = load("./sdk") as typeof Sdk;
      exit(await sdk(options, terminal));
    });

  program
    .command("engine")
    .description("Run the real `pulumi` CLI against the simulated cloud")
    .argument("[arguments...]", "what to pass to pulumi")
    .allowUnknownOption()
    .helpOption(false)
    .passThroughOptions()
    .addHelpText(
      "after",
      examples(
        "npm run engine -- preview --stack dev --policy-pack policy",
        "npm run engine -- up --stack dev --yes",
      ),
    )
    .action(async (args) => {
      const { runEngine } = load("./engine") as typeof Engine;
      exit(await runEngine(args));
    });

  return program;
}

function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join("\n")}`;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535)
    throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
  return port;
}
