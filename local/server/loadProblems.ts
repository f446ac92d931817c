import type { FunctionFailure, LoadFailure } from "../backends/functions";
import { Problem, Problems } from "../graph";
import type { Rebuilder } from "./rebuild";
import type { Place } from "./sourceMap";

/** What a person is told of functions that do not load: each by its source, with the line that threw. GH1403 */
export async function loadProblems(
  failures: readonly LoadFailure[],
  rebuilder: Rebuilder | undefined,
): Promise<Problems> {
  return new Problems(await Promise.all(failures.map((failure) => loadProblem(failure, rebuilder))));
}

async function loadProblem(
  { fn, files, failure }: LoadFailure,
  rebuilder: Rebuilder | undefined,
): Promise<Problem> {
  const source = (await Promise.all(files.map((file) => rebuilder?.sourceOf(file)))).find(
    (found) => found !== undefined,
  );
  const thrown = source && (await firstPlace(failure, source.place));
  const place = thrown
    ? `${thrown.file}:${thrown.line}:${thrown.column}: `
    : source
      ? `${source.file}: `
      : "";
  const { errorType, errorMessage = "it ended" } = failure;
  return errorType === "Runtime.HandlerNotFound"
    ? new Problem(
        "GH1403",
        `${place}function ${fn.name} has no handler: ${errorMessage}.`,
        "Export a function `handler`.",
      )
    : new Problem(
        "GH1403",
        `${place}function ${fn.name} does not load: ${errorType}: ${errorMessage}`,
        "Mend what runs before the first event.",
      );
}

/** Where AWS unpacks a function's package; its traces name that. */
const FRAME = /\(?\/var\/task\/index\.js:(\d+):(\d+)\)?$/;

/** The first line of the function's own in a trace: what stands above it is of packages. */
async function firstPlace(
  { trace = [] }: FunctionFailure,
  placeOf: (line: number, column: number) => Promise<Place | undefined>,
): Promise<Place | undefined> {
  for (const frame of trace) {
    const [, line, column] = FRAME.exec(frame) ?? [];
    // Without a map, as when the source does not compile any more, the failure is told all the same.
    const place =
      line === undefined ? undefined : await placeOf(Number(line), Number(column)).catch(() => undefined);
    if (place && !place.file.includes("node_modules/")) return place;
  }
  return undefined;
}
