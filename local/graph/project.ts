import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { type Document, LineCounter, parseDocument } from "yaml";
import { entryPoint, type EntryPoint } from "./entryPoint";
import { Problem, nearest } from "./problem";
import { deepestPlace, pathKeys, type Place } from "./yamlPlace";

/** A Pulumi project as its files say. */
export interface Project extends EntryPoint {
  readonly name: string;
  /** Folder of Pulumi.yaml. */
  readonly root: string;
  /** Names of the stacks that have a Pulumi.<stack>.yaml. */
  readonly stacks: readonly string[];
}

/** Stack configuration as the engine hands it to the program: `namespace:key` → string. */
export interface StackConfig {
  readonly file: string;
  readonly values: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
  /**
   * Where a key such as `gatehouse:stage.network.cidrBlock` stands in the file, or the deepest key above it that the file
   * has. Undefined for what is no configuration key.
   */
  readonly locate: (key: string) => Place | undefined;
  /** What is wrong with the file and leaves its configuration whole: keys beside `config` that Pulumi does not read. */
  readonly strays: readonly Problem[];
}

/** What Pulumi reads in a stack file (pulumi/pulumi, sdk/go/common/workspace/project.go, `ProjectStack`). */
const STACK_FILE_KEYS = ["config", "environment", "secretsprovider", "encryptedkey", "encryptionsalt"];

/** Reads Pulumi.yaml in a folder. Throws a {@link Problem} when it is missing or malformed. */
export function readProject(root: string): Project {
  const file = join(root, "Pulumi.yaml");
  if (!existsSync(file)) {
    throw new Problem(
      "GH1001",
      `There is no Pulumi.yaml in ${root}.`,
      "Run the command in the project's folder.",
    );
  }
  const { value: document } = parseYaml(file);
  const name = typeof document.name === "string" ? document.name : undefined;
  if (!name)
    throw new Problem(
      "GH1002",
      "Pulumi.yaml has no `name`.",
      "Give the project a name, such as `name: gatehouse`.",
    );
  const main = typeof document.main === "string" ? document.main : undefined;
  const stacks = readdirSync(root)
    .map((entry) => /^Pulumi\.(.+)\.yaml$/.exec(entry)?.[1])
    .filter((stack) => stack !== undefined);
  return { name, root: resolve(root), ...entryPoint(root, main), stacks };
}

/** Reads Pulumi.<stack>.yaml. Throws a {@link Problem} that names the nearest stack when there is no such file. */
export function readStackConfig(project: Project, stack: string): StackConfig {
  const file = join(project.root, `Pulumi.${stack}.yaml`);
  if (!existsSync(file)) {
    const meant = nearest(stack, project.stacks);
    throw new Problem(
      "GH1003",
      `There is no stage "${stack}": Pulumi.${stack}.yaml does not exist.`,
      meant ? `Did you mean "${meant}"?` : `Choose one of: ${project.stacks.join(", ") || "(none yet)"}.`,
    );
  }
  const { value, document, lines } = parseYaml(file);
  const strays = strayKeys(value, (key) => deepestPlace(document, lines, [key]), basename(file));
  const config = value.config ?? {};
  if (typeof config !== "object" || Array.isArray(config)) {
    throw new Problem(
      "GH1004",
      `\`config\` in Pulumi.${stack}.yaml is not a mapping.`,
      "Write keys such as `aws:region: eu-west-1` under it.",
    );
  }
  const values: Record<string, string> = {};
  const secretKeys: string[] = [];
  for (const [key, raw] of Object.entries(config as Record<string, unknown>)) {
    const name = qualified(key, project);
    if (isEncrypted(raw)) {
      // The key that opens it is with the stack's secrets provider; a stand-in keeps the shape of the program.
      secretKeys.push(name);
      values[name] = `stand-in-for-${name.replace(/[^A-Za-z0-9]+/g, "-")}`;
    } else {
      values[name] = typeof raw === "string" ? raw : JSON.stringify(raw);
    }
  }
  const written = Object.keys(config);
  const locate = (path: string) => {
    const [root = "", ...keys] = pathKeys(path).map(String);
    if (!root.includes(":")) return undefined;
    const key = written.find((each) => qualified(each, project) === root) ?? root;
    return deepestPlace(document, lines, ["config", key, ...keys]);
  };
  return { file, values, secretKeys, locate, strays };
}

/** Throws when one of them is a mistyped `config`: what is in the file, nobody knows then. */
function strayKeys(
  value: Readonly<Record<string, unknown>>,
  placeOf: (key: string) => Place | undefined,
  file: string,
): readonly Problem[] {
  const known = STACK_FILE_KEYS.filter((key) => !(key in value));
  return Object.keys(value)
    .filter((key) => !STACK_FILE_KEYS.includes(key))
    .map((key) => {
      const meant = nearest(key, known);
      const { line, column } = placeOf(key) ?? {};
      const problem = new Problem(
        "GH1102",
        `${[file, line, column].filter(Boolean).join(":")}: ${key} is not a known key`,
        meant ? `did you mean ${meant}?` : `known here: ${STACK_FILE_KEYS.join(", ")}`,
      );
      if (meant === "config") throw problem;
      return problem;
    });
}

/** A key without a namespace is the project's own. */
const qualified = (key: string, project: Pick<Project, "name">): string =>
  key.includes(":") ? key : `${project.name}:${key}`;

function isEncrypted(value: unknown): boolean {
  return value !== null && typeof value === "object" && Object.keys(value).join() === "secure";
}

interface ParsedYaml {
  readonly value: Readonly<Record<string, unknown>>;
  readonly document: Document;
  readonly lines: LineCounter;
}

function parseYaml(file: string): ParsedYaml {
  const name = basename(file);
  const lines = new LineCounter();
  // Pretty errors show the lines around: a message is one line, which names the place.
  const document = parseDocument(readText(file), { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new Problem(
      "GH1005",
      `${name}:${line}:${col}: this is not YAML: ${error.message}`,
      "Mend that line.",
    );
  }
  const value = plainValue(document, name);
  if (value !== null && typeof value === "object" && !Array.isArray(value))
    return { value: value as Record<string, unknown>, document, lines };
  if (value === null) return { value: {}, document, lines };
  throw new Problem("GH1005", `${name} does not hold a YAML mapping.`, "Write `key: value` lines.");
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Problem(
      "GH1005",
      `${basename(file)} cannot be read: ${(error as Error).message}.`,
      "Put a file there that you may read.",
    );
  }
}

/** An alias whose anchor is missing is found only when the document becomes a value. */
function plainValue(document: ReturnType<typeof parseDocument>, name: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new Problem(
      "GH1005",
      `${name}: this is not YAML: ${(error as Error).message}.`,
      "Mend the alias it names.",
    );
  }
}
