/** A request header in the client's case, in order of arrival. */
export type Header = readonly [name: string, value: string];

/** Headers that speak to the rehearsal alone. */
const REHEARSAL_HEADERS = "x-gatehouse-";
const LETTER_X = 120;

/** Headers as AWS would see them: with its host name in place of the rehearsal's, and without what speaks to that. */
export function awsHeaders(rawHeaders: readonly string[], domainName: string): Header[] {
  const headers: Header[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    // Most names are told apart by their first letter.
    if ((name.charCodeAt(0) | 32) === LETTER_X && name.toLowerCase().startsWith(REHEARSAL_HEADERS)) continue;
    headers.push([
      name,
      name.length === 4 && name.toLowerCase() === "host" ? domainName : (rawHeaders[index + 1] ?? ""),
    ]);
  }
  return headers;
}
