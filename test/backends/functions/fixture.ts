import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { createFunctions } from "../../../local/backends/functions";
import type { FunctionResult, Functions, FunctionsOptions } from "../../../local/backends/functions";
import type { Graph } from "../../../local/graph/graph";
import { graphOf, lambda } from "../graphs";

const NOW = Date.UTC(2026, 5, 1);

/** The functions of a graph, and what they write to their log. */
export class FunctionsRehearsal {
  functions!: Functions;
  lines: string[] = [];
  onLine: (line: string) => void = () => {};

  open(graph: Graph, options: Partial<FunctionsOptions> = {}): Functions {
    this.functions = createFunctions(graph, {
      programDir: tmpdir(),
      environment: () => ({ AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:1" }),
      clock: { now: () => NOW },
      log: (_, line) => {
        this.lines.push(line);
        this.onLine(line);
      },
      ...options,
    });
    return this.functions;
  }

  /** Opens a graph with the function `fn`. */
  one(
    source: string,
    inputs: Record<string, unknown> = {},
    options: Partial<FunctionsOptions> = {},
  ): Functions {
    return this.open(graphOf(lambda("fn", source, inputs)), options);
  }

  /** Opens it and runs it once. */
  run(source: string, inputs: Record<string, unknown> = {}, event: unknown = {}): Promise<FunctionResult> {
    return this.one(source, inputs).invoke("fn", event);
  }

  /** Resolves when a line of the log holds the text. */
  logged(text: string): Promise<void> {
    return new Promise((resolve) => (this.onLine = (line) => line.includes(text) && resolve()));
  }
}

/** For the tests of the suite that calls this: each opens the functions that it needs; they are closed after it. */
export function rehearseFunctions(): FunctionsRehearsal {
  const rehearsal = new FunctionsRehearsal();
  beforeEach(() => {
    rehearsal.lines = [];
    rehearsal.onLine = () => {};
  });
  afterEach(() => rehearsal.functions.close());
  return rehearsal;
}

/** What a function answered, when it did. */
export const payload = (result: FunctionResult): unknown => {
  assert(result.ok, JSON.stringify(result));
  return result.payload;
};

/** How a function failed, when it did. */
export const failure = (result: FunctionResult) => {
  assert(!result.ok);
  return result;
};
