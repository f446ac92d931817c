import { parseJson } from "./json";
import { HostObject, toText, type Value } from "./values";

/** `$util`: the functions of API Gateway's mapping template reference. */
export class Util extends HostObject {
  override call(name: string, args: readonly Value[]): Value {
    const [argument] = args;
    if (args.length !== 1) return undefined;
    if (argument === null || argument === undefined) return null;
    switch (name) {
      case "escapeJavaScript":
        return escapeJavaScript(toText(argument));
      case "parseJson":
        return parseJson(toText(argument));
      case "urlEncode":
        return urlEncode(toText(argument));
      case "urlDecode":
        return urlDecode(toText(argument));
      case "base64Encode":
        return Buffer.from(toText(argument), "utf8").toString("base64");
      case "base64Decode":
        return Buffer.from(toText(argument), "base64").toString("utf8");
      default:
        return undefined;
    }
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
  '"': '\\"',
  "'": "\\'",
  "\\": "\\\\",
  "/": "\\/",
};

/**
 * Escapes by JavaScript's string rules, single quotes included — which JSON does not allow, so AWS's documentation
 * has templates turn `\'` back with `.replaceAll("\\'", "'")`.
 */
export function escapeJavaScript(text: string): string {
  return text.replace(
    /[^ !#-&(-.0-[\]-~]/g,
    (char) => ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
}

/** `java.net.URLEncoder`: letters, digits and `.-*_` stay, a blank becomes `+`; lone surrogates are replaced. */
export function urlEncode(text: string): string {
  return encodeURIComponent(Buffer.from(text, "utf8").toString("utf8"))
    .replaceAll("%20", "+")
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** `java.net.URLDecoder`; bytes that are no UTF-8 become replacement characters. @throws Error on a broken `%`. */
export function urlDecode(text: string): string {
  const plain = text.replaceAll("+", " ");
  return plain.replace(/(?:%[^]{0,2})+/g, (run) => {
    if (!/^(?:%[0-9a-fA-F]{2})+$/.test(run)) {
      throw new Error(`IllegalArgumentException: ${JSON.stringify(run)} is no percent-encoding`);
    }
    return Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8");
  });
}
