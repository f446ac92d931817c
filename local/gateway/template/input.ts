import { parseJson } from "./json";
import { readJsonPath } from "./jsonPath";
import type { TemplateInput } from "./types";
import { absent, HostObject, toJson, toText, type Value } from "./values";

/** A body that is absent is an empty object to templates, and `$input.body` says so, too. */
const EMPTY_BODY = "{}";

/** `$input`: the payload and the parameters of the request or response. */
export class Input extends HostObject {
  readonly #input: TemplateInput;
  #document: { readonly value: Value } | undefined;
  #params: Map<string, Value> | undefined;

  constructor(input: TemplateInput) {
    super();
    this.#input = input;
  }

  override property(name: string): Value {
    if (name === "body") return this.#input.body === "" ? EMPTY_BODY : this.#input.body;
    return name === "params" ? this.#allParams() : undefined;
  }

  override call(name: string, args: readonly Value[]): Value {
    const [argument] = args;
    if (args.length > 1 || (args.length === 0 && name !== "params" && name !== "body")) return undefined;
    switch (name) {
      case "body":
        return this.property("body");
      case "path":
        return readJsonPath(this.#body(), toText(argument));
      case "json": {
        const found = readJsonPath(this.#body(), toText(argument));
        // A path that leads nowhere gives the JSON of an empty string; null in the body stays null.
        return found === undefined ? '""' : toJson(found);
      }
      case "params":
        return args.length === 0 ? this.#allParams() : this.#param(toText(argument));
      default:
        return undefined;
    }
  }

  /** Path, then query string, then header; an empty string when it is in none of them. */
  #param(name: string): string {
    const { path, querystring, header } = this.#input.params;
    for (const source of [path, querystring, header]) {
      if (Object.hasOwn(source, name)) return source[name] ?? "";
    }
    return "";
  }

  #allParams(): Map<string, Value> {
    const { path, querystring, header } = this.#input.params;
    return (this.#params ??= new Map(
      Object.entries({ path, querystring, header }).map(([name, values]) => [
        name,
        new Map(Object.entries(values)),
      ]),
    ));
  }

  #body(): Value {
    if (!this.#document) {
      const { body } = this.#input;
      try {
        this.#document = { value: parseJson(body.trim() === "" ? EMPTY_BODY : body) };
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`Could not parse request body into json: ${reason}`);
      }
    }
    return this.#document.value;
  }
}

/** `$stageVariables`: by property, by index, or through `get`. A missing one prints nothing. */
export function stageVariableMap(variables: Readonly<Record<string, string>>): Map<string, Value> {
  return new Map(Object.entries(variables).filter(([, value]) => !absent(value)));
}
