import { basename, join, relative, sep } from "node:path";
import { firstFrame, syntaxMessages, syntaxPlace } from "./failurePlace";
import { listedProblems, Problem, Problems } from "./problem";
import type { Project, StackConfig } from "./project";

/** What a program's failures are: each once, with its place in the program. */
export function programProblems(
  failures: readonly unknown[],
  project: Project,
  config: StackConfig,
): Problem[] {
  const seen = new Map<string, Problem>();
  for (const failure of failures) {
    for (const problem of problemsOf(failure, project, config)) seen.set(problem.message, problem);
  }
  return [...seen.values()];
}

function problemsOf(failure: unknown, project: Project, config: StackConfig): Problem[] {
  if (failure instanceof Problems) return [...failure.problems];
  if (failure instanceof Problem) return [failure];
  // The program knows the stack file by its name only; the text is here.
  const listed = listedProblems(failure, (file, key) =>
    file === basename(config.file) ? config.locate(key) : undefined,
  );
  if (listed)
    return listed.map(({ code, what, fix }) => new Problem(code, what.replace(project.root + sep, ""), fix));
  const error = failure instanceof Error ? failure : new Error(String(failure));
  const problems = syntaxProblems(error, project) ?? [
    missingModule(error, project) ?? thrown(error, project),
  ];
  for (const problem of problems) problem.stack = error.stack;
  return problems;
}

function syntaxProblems(error: Error, project: Project): Problem[] | undefined {
  return syntaxMessages(error)?.map((message) => {
    const place = syntaxPlace(message, (file) => within(project, file));
    return new Problem(
      "GH1010",
      place === undefined ? message.text : `${place}: ${message.text}`,
      "Mend that line; `npm run typecheck` finds the mistakes of all files.",
      "The program is not TypeScript as it stands, so nothing of it is evaluated.",
    );
  });
}

function missingModule(error: Error, project: Project): Problem | undefined {
  if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") return undefined;
  // The rest of the message is Node's list of the files that import each other.
  const [what = ""] = error.message.split("\n");
  const isFile = /'[./]/.test(what);
  return new Problem(
    "GH1010",
    placed(error, project, what),
    isFile ? "Mend the import, or make the file." : "Run `npm ci`, or add the package to package.json.",
  );
}

function thrown(error: Error, project: Project): Problem {
  const { code } = error as { code?: unknown };
  const what = placed(error, project, `The program failed: ${error.message}`);
  return new Problem(
    typeof code === "string" && /^GH\d{4}$/.test(code) ? code : "GH1010",
    what,
    `${what.startsWith("The") ? "Run" : "Look there, or run"} again with --verbose for the stack trace.`,
  );
}

function placed(error: Error, project: Project, what: string): string {
  const place = programPlace(error, project);
  return place === undefined ? what : `${place}: ${what}`;
}

/** What stands between the program and the failure, and is not the program: the loader, and the rooms of `local/`. */
const OWN = ["bin", "local"].map((room) => join(__dirname, "..", "..", room) + sep);

/** The first line of the program in a stack trace: `infra/platform/storefront.ts:125:10`. */
export function programPlace(error: Error, project: Project): string | undefined {
  const place = firstFrame(
    error,
    (file) =>
      file.startsWith(project.root + sep) &&
      !file.includes(`${sep}node_modules${sep}`) &&
      !OWN.some((folder) => file.startsWith(folder)),
  );
  return place && within(project, place);
}

/** A file's path in the project, as one would write it. */
const within = (project: Project, file: string): string =>
  file.startsWith(project.root + sep) ? relative(project.root, file) : file;
