import type { CommanderError, CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { nearest, Problem } from "../graph/problem";
import { callOf, examplesOf } from "./examples";

const CODE = "GH0002";

/** A command that is not there. */
export function unknownCommand(word: string, program: CommandUnknownOpts): Problem {
  const names = program.commands.map((command) => command.name()).filter((name) => name !== "help");
  return new Problem(
    CODE,
    `There is no command "${word}".`,
    suggestion(nearest(word, names), "`node bin/gatehouse.js --help` explains them."),
    `The commands are ${names.join(", ")}.`,
  );
}

/** What commander refused, each mistake with its cause and its fix. */
export function usageProblems(error: CommanderError, command: CommandUnknownOpts): readonly Problem[] {
  const name = command.name();
  const call = command.parent === null ? "node bin/gatehouse.js" : callOf(name);
  const explained = `\`${call}${command.parent === null ? "" : " --"} --help\` explains them.`;
  // Commander quotes what it speaks of: a flag as declared, then a value as given.
  const [quoted = "", value = ""] = [...error.message.matchAll(/'([^']*)'/g)].map(([, text]) => text ?? "");
  const option = command.options.find(({ flags }) => flags === quoted);
  switch (error.code) {
    case "commander.unknownCommand":
      return [unknownCommand(command.args[0] ?? quoted, command)];
    case "commander.unknownOption":
      return [
        new Problem(
          CODE,
          `${command.parent === null ? "Without a command, there is" : `${name} has`} no option "${quoted}".`,
          suggestion(nearest(quoted, flagsOf(command)), explained),
          `Its options are ${flagsOf(command).join(", ")}.`,
        ),
      ];
    case "commander.excessArguments":
      return [
        new Problem(
          CODE,
          `${name} takes options only, but was given "${command.args.join(" ")}".`,
          `Leave it out, or put it behind an option, and the options behind \`--\`: \`${exampleOf(name)}\`.`,
          "A word without an option says nothing; and npm keeps options that stand before `--` for itself, and passes on only their values.",
        ),
      ];
    case "commander.optionMissingArgument":
      if (option === undefined) break;
      return [
        new Problem(CODE, `${quoted} of ${name} needs a value.`, writeLike(name, option), meaning(option)),
      ];
    case "commander.missingMandatoryOptionValue":
      return command.options
        .filter((each) => each.mandatory && command.getOptionValue(each.attributeName()) === undefined)
        .map(
          (each) => new Problem(CODE, `${name} needs ${each.flags}.`, writeLike(name, each), meaning(each)),
        );
    case "commander.invalidArgument":
      if (option === undefined) break;
      return [
        new Problem(
          CODE,
          `${option.long} of ${name} cannot be "${value}".`,
          suggestion(nearest(value, option.argChoices ?? []), writeLike(name, option)),
          option.argChoices ? meaning(option) : error.message.replace(/^.* is invalid\. /, ""),
        ),
      ];
  }
  return [new Problem(CODE, error.message.replace(/^error: /, ""), explained)];
}

const flagsOf = ({ options }: CommandUnknownOpts): string[] => options.flatMap(({ long }) => long ?? []);

const suggestion = (near: string | undefined, otherwise: string): string =>
  near === undefined ? otherwise : `Did you mean ${near}?`;

/** What an option is, with the values that it may have. */
const meaning = ({ description, argChoices }: Option): string =>
  `${description[0]?.toUpperCase()}${description.slice(1)}${argChoices ? `; one of ${argChoices.join(", ")}` : ""}.`;

const exampleOf = (name: string): string =>
  examplesOf(name).find((line) => line.includes(" -- ")) ?? callOf(name);

function writeLike(name: string, { long = "" }: Option): string {
  const line = examplesOf(name).find((each) => each.split(" ").includes(long));
  return `Write, for example, \`${line ?? `${callOf(name)} -- --help`}\`.`;
}
