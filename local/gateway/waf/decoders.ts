/** Decoders behind the text transformations: bytes in, bytes out, one character per byte, nothing thrown. */

const byte = (code: number): string => String.fromCharCode(code & 0xff);

/**
 * A 16-bit code as one byte: full-width ASCII (`FF01`–`FF5E`) becomes its ASCII letter, of anything else only the
 * lower byte is used.
 */
const narrow = (code: number): string => byte(code >= 0xff01 && code <= 0xff5e ? (code & 0xff) + 0x20 : code);

/** `%xx` and `+`; with `uni` also Microsoft's `%uHHHH`. */
export function decodeUrl(value: string, uni: boolean): string {
  if (!value.includes("%") && !value.includes("+")) return value;
  const plain = value.replaceAll("+", " ");
  return uni
    ? plain.replace(/%u([0-9a-fA-F]{4})|%([0-9a-fA-F]{2})/g, (_match, wide?: string, code?: string) =>
        wide === undefined ? byte(parseInt(code ?? "0", 16)) : narrow(parseInt(wide, 16)),
      )
    : plain.replace(/%([0-9a-fA-F]{2})/g, (_match, code: string) => byte(parseInt(code, 16)));
}

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', nbsp: "\xa0", lt: "<", gt: ">" };

/** The entities that the guide names, and numeric ones. */
export function decodeEntities(value: string): string {
  if (!value.includes("&")) return value;
  return value.replace(
    /&(?:(quot|nbsp|lt|gt)|#x([0-9a-f]{1,6})|#(\d{1,7}));?/gi,
    (_match, name, hex, decimal) =>
      name ? (ENTITIES[String(name).toLowerCase()] ?? "") : byte(parseInt(hex ?? decimal, hex ? 16 : 10)),
  );
}

/** CSS 2 escapes: a backslash and up to two hexadecimal digits' worth of value, or one that hides nothing. */
export function decodeCss(value: string): string {
  if (!value.includes("\\")) return value;
  return value.replace(
    /\\(?:([0-9a-fA-F]{1,6})[ \t\n\r\f]?|\r?\n|([^]))/g,
    (_match, hex?: string, other?: string) =>
      hex === undefined ? (other ?? "") : narrow(parseInt(hex.slice(-4), 16)),
  );
}

const SINGLE: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** JavaScript escapes; with `extended` also `\u{HHHHHH}`. */
export function decodeJs(value: string, extended: boolean): string {
  if (!value.includes("\\")) return value;
  return value.replace(
    /\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|([0-7]{1,3})|([^]))/g,
    (match, wide?: string, braced?: string, hex?: string, octal?: string, other?: string) => {
      if (wide !== undefined) return narrow(parseInt(wide, 16));
      if (braced !== undefined) return extended ? narrow(parseInt(braced, 16)) : match.slice(1);
      if (hex !== undefined) return byte(parseInt(hex, 16));
      if (octal !== undefined) return byte(parseInt(octal, 8));
      return SINGLE[other ?? ""] ?? other ?? "";
    },
  );
}

/** ANSI C escapes; those that are not valid stay. */
export function decodeEscapes(value: string): string {
  if (!value.includes("\\")) return value;
  return value.replace(
    /\\(?:x([0-9a-fA-F]{2})|0([0-7]{1,3})|([abfnrtv])|([\\?'"]))/g,
    (_match, hex?: string, octal?: string, letter?: string, quoted?: string) => {
      if (hex !== undefined) return byte(parseInt(hex, 16));
      if (octal !== undefined) return byte(parseInt(octal, 8));
      return letter === undefined ? (quoted ?? "") : (SINGLE[letter] ?? "");
    },
  );
}

/** Multi-byte UTF-8 sequences as `%uHHHH`; bytes that are no UTF-8 stay. */
export function utf8ToUnicode(value: string): string {
  return value.replace(
    /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g,
    (sequence) => {
      const code = Buffer.from(sequence, "latin1").toString("utf8").codePointAt(0) ?? 0;
      return `%u${code.toString(16).padStart(4, "0")}`;
    },
  );
}

/** Decodes percent-encoding until nothing changes, at most three times: attackers encode twice. */
export function decodeUrlDeep(value: string): string {
  let result = value;
  if (!value.includes("%")) return value.includes("+") ? value.replaceAll("+", " ") : value;
  for (let round = 0; round < 3 && /%[0-9a-fA-Fu]/.test(result); round++) result = decodeUrl(result, true);
  return result.includes("+") ? result.replaceAll("+", " ") : result;
}
