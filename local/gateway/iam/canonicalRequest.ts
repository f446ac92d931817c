import { createHash } from "node:crypto";

/** An HTTP request as its signer saw it. */
export interface SignedHttpRequest {
  readonly method: string;
  /** As in the URL, percent-encoded. */
  readonly path: string;
  /** Without `?`. */
  readonly queryString: string;
  /** Lower-case name → values in order of arrival. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
}

export const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");

/** Percent-encoding of RFC 3986, which SigV4 asks for: everything but unreserved characters. */
export const uriEncode = (value: string): string =>
  encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** `.` and `..` resolved and repeated slashes merged, as signers of all services but S3 do. */
function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}${path.endsWith("/") && parts.length > 0 ? "/" : ""}`;
}

/** The path is encoded once more than in the URL. */
const canonicalPath = (path: string): string => uriEncode(normalized(path)).replaceAll("%2F", "/");

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Parameters sorted by name, then value; without the signature itself. */
function canonicalQuery(queryString: string): string {
  return queryString
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair): readonly [string, string] => {
      const equals = pair.indexOf("=");
      const [name, value] = equals < 0 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
      return [uriEncode(decoded(name)), uriEncode(decoded(value))];
    })
    .filter(([name]) => name !== "X-Amz-Signature")
    .sort(([name, value], [otherName, otherValue]) =>
      name === otherName ? (value < otherValue ? -1 : 1) : name < otherName ? -1 : 1,
    )
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

/**
 * The canonical request of Signature Version 4 (IAM user guide, "Create a signed AWS API request"). A header that is
 * signed and not there counts as empty, so that the signature does not match.
 */
export function canonicalRequest(request: SignedHttpRequest, signedHeaders: readonly string[]): string {
  const headers = signedHeaders
    .map((name) => {
      const values = request.headers.get(name) ?? [];
      return `${name}:${values.map((value) => value.trim().replace(/\s+/g, " ")).join(",")}\n`;
    })
    .join("");
  return [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.queryString),
    headers,
    signedHeaders.join(";"),
    sha256(request.body),
  ].join("\n");
}
