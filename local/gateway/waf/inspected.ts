import type { Header, WafRequest } from "./types";

/** Values of one request component after its transformations, or the answer when they cannot be inspected. */
export type Values = readonly string[] | boolean;

/** Extracts the values of one component. Compiled once, evaluated at most once per request. */
export type Extractor = (view: Inspected) => Values;

/** AWS WAF's limits for headers and cookies: the first 8 KB, or the first 200, whichever is reached first. */
export const HEADER_BYTES_LIMIT = 8192;
export const HEADER_COUNT_LIMIT = 200;

const NONE: readonly string[] = [];

/**
 * One request while the web ACL looks at it. Everything derived is computed when a rule first asks for it, so a
 * plain GET pays for its path and its headers and for nothing else. Text is held as bytes, one per character.
 */
export class Inspected {
  readonly request: WafRequest;
  /** How many bytes of the body the ACL may inspect. */
  readonly bodyLimit: number;
  readonly labels: string[] = [];
  readonly counted: string[] = [];
  readonly insertHeaders: Header[] = [];
  readonly #slots: (Values | undefined)[] = [];
  #bodyText: string | undefined;
  #json: { readonly value: unknown } | false | undefined;
  #arguments: readonly Header[] | undefined;
  #headerText: string | undefined;
  #hasCookies: boolean | undefined;
  #cookies: readonly Header[] | undefined;

  constructor(request: WafRequest, bodyLimit: number) {
    this.request = request;
    this.bodyLimit = bodyLimit;
  }

  /** The values behind an interned extractor. */
  values(slot: number, extractor: Extractor): Values {
    return (this.#slots[slot] ??= extractor(this));
  }

  addLabels(labels: readonly string[]): void {
    for (const label of labels) if (!this.labels.includes(label)) this.labels.push(label);
  }

  /** The inspected part of the body. */
  get bodyText(): string {
    return (this.#bodyText ??= this.request.body.toString("latin1", 0, this.bodyLimit));
  }

  /** The inspected part of the body parsed as JSON; `false` when it is not JSON. */
  get json(): { readonly value: unknown } | false {
    if (this.#json === undefined) {
      try {
        this.#json = { value: JSON.parse(this.request.body.toString("utf8", 0, this.bodyLimit)) };
      } catch {
        this.#json = false;
      }
    }
    return this.#json;
  }

  get bodyOversize(): boolean {
    return this.request.body.length > this.bodyLimit;
  }

  /** Every value of a header; the name in lower case. */
  header(name: string): readonly string[] {
    let found: string[] | undefined;
    for (const [key, value] of this.request.headers) {
      if (key.length === name.length && key.toLowerCase() === name) (found ??= []).push(value);
    }
    return found ?? NONE;
  }

  /** Names and values of the headers as one text; HTTP has no line breaks in them, so no two lists have the same. */
  get headerText(): string {
    if (this.#headerText === undefined) {
      let text = "";
      for (const [name, value] of this.request.headers) text += `${name}: ${value}\n`;
      this.#headerText = text;
    }
    return this.#headerText;
  }

  /** Whether the request brings any cookie header. */
  get hasCookies(): boolean {
    return (this.#hasCookies ??= this.header("cookie").length > 0);
  }

  /** Query arguments in order, not decoded. */
  get queryArguments(): readonly Header[] {
    return (this.#arguments ??= splitPairs(this.request.queryString, "&"));
  }

  /** Cookies in order, from every cookie header. */
  get cookies(): readonly Header[] {
    return (this.#cookies ??= this.header("cookie").flatMap((value) => splitPairs(value, ";")));
  }
}

function splitPairs(source: string, separator: string): readonly Header[] {
  if (source === "") return [];
  return source
    .split(separator)
    .filter((pair) => pair !== "")
    .map((pair) => {
      const cut = pair.indexOf("=");
      return cut < 0 ? [pair.trim(), ""] : [pair.slice(0, cut).trim(), pair.slice(cut + 1)];
    });
}
