import Ajv from "ajv";
import type { ErrorObject } from "ajv";
import { nearest, writePath } from "../graph";

/** What a schema does not allow at a key, and what helps. */
export interface Mistake {
  /** Such as `gatehouse:stage.network`; `config` above all keys. */
  readonly key: string;
  readonly what: string;
  readonly fix: string;
}

interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly description?: string;
}

/** Everything in a stack file that its JSON Schema does not allow, each once. */
export function schemaMistakes(schema: object, content: unknown): Mistake[] {
  const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false, verbose: true }).compile(
    schema,
  );
  if (validate(content)) return [];
  const errors = validate.errors ?? [];
  const unknown = errors.flatMap((error) => unknownKey(error) ?? []);
  // A key that is there and mistyped is not missing as well.
  const others = errors.flatMap((error) => otherMistake(error) ?? []);
  const missing = others.filter(({ key }) => !unknown.some(({ meant }) => meant === key));
  const byText = [...unknown, ...missing].map(
    ({ key, what, fix }) => [`${key} ${what}`, { key, what, fix }] as const,
  );
  return [...new Map(byText).values()];
}

/** The path of a JSON pointer into a stack file, without `config`. */
function keyOf({ instancePath }: ErrorObject, ...more: string[]): string {
  const keys = instancePath
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  return writePath([...keys, ...more].slice(keys[0] === "config" ? 1 : 0)) || "config";
}

function unknownKey(error: ErrorObject): (Mistake & { readonly meant?: string }) | undefined {
  const name = (error.params as { additionalProperty?: string }).additionalProperty;
  if (name === undefined) return undefined;
  const known = Object.keys((error.parentSchema as Schema | undefined)?.properties ?? {});
  const near = meantBy(name, known);
  const key = keyOf(error, name);
  if (near === undefined) return { key, what: "is not a known key", fix: `known here: ${known.join(", ")}` };
  return { key, what: "is not a known key", fix: `did you mean ${near}?`, meant: keyOf(error, near) };
}

/** The key that was meant: the same under another namespace, or the nearest in the same one. */
function meantBy(name: string, known: readonly string[]): string | undefined {
  const split = (key: string) => key.split(/:(.*)/s, 2);
  const [namespace = "", inner] = split(name);
  if (inner === undefined) return nearest(name, known);
  const near = nearest(
    inner,
    known.filter((key) => split(key)[0] === namespace).map((key) => split(key)[1] ?? ""),
  );
  return near === undefined ? known.find((key) => split(key)[1] === inner) : `${namespace}:${near}`;
}

function otherMistake(error: ErrorObject): Mistake | undefined {
  const { missingProperty, additionalProperty, allowedValues } = error.params as {
    readonly missingProperty?: string;
    readonly additionalProperty?: string;
    readonly allowedValues?: readonly unknown[];
  };
  if (additionalProperty !== undefined) return undefined;
  if (missingProperty !== undefined)
    return { key: keyOf(error, missingProperty), what: "is missing", fix: "add it" };
  const key = keyOf(error);
  const about = (error.parentSchema as Schema | undefined)?.description;
  const given = JSON.stringify(error.data) ?? "";
  const what = `is ${given.length > 60 ? `${given.slice(0, 57)}…` : given}`;
  if (allowedValues !== undefined) {
    const words = allowedValues.map(String);
    const near = nearest(String(error.data), words);
    return {
      key,
      what,
      fix: near === undefined ? `use one of ${words.join(", ")}` : `did you mean ${near}?`,
    };
  }
  return {
    key,
    what,
    fix: `it ${error.message ?? "is not allowed"}${about === undefined ? "" : ` (${about})`}`,
  };
}
