import { CommanderError } from "@commander-js/extra-typings";
import { commandLine } from "./commandLine";
import { EXIT, processTerminal, reportFailure } from "./terminal";

/** Runs one command, and sets the exit code of the process. */
export async function main(argv: readonly string[]): Promise<void> {
  const verbose = argv.includes("--verbose");
  const terminal = processTerminal(verbose);
  try {
    await commandLine(terminal, verbose, (code) => (process.exitCode = code)).parseAsync([...argv]);
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help or the version, which commander has printed; it uses 0 where they were asked for.
      process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.badInput;
    } else {
      terminal.done();
      process.exitCode = reportFailure(error, terminal, verbose);
    }
  }
}
