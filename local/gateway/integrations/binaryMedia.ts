/**
 * Whether a media type is one of an API's `binaryMediaTypes`. The star in either half of a declared type stands for
 * anything (apigateway/latest/developerguide/api-gateway-payload-encodings.html).
 */
export function isBinary(mediaType: string, binaryMediaTypes: readonly string[]): boolean {
  if (binaryMediaTypes.length === 0) return false;
  const [type = "", subtype = ""] = mediaType.toLowerCase().split("/");
  return binaryMediaTypes.some((declared) => {
    const [wantedType = "", wantedSubtype = ""] = declared.toLowerCase().split("/");
    return (
      (wantedType === "*" || wantedType === type) && (wantedSubtype === "*" || wantedSubtype === subtype)
    );
  });
}

/** The first media type of an `Accept` header, which alone decides about binary answers; parameters do not count. */
export function firstAccepted(accept: string | undefined): string {
  return (accept ?? "").split(",")[0]?.split(";")[0]?.trim() ?? "";
}
