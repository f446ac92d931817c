import { createHash, createHmac, timingSafeEqual } from "node:crypto";

import type { SignedHttpRequest } from "./canonicalRequest";
import { canonicalRequest, sha256 } from "./canonicalRequest";
import type { CredentialStore, SigningCredentials } from "./credentialStore";

const ALGORITHM = "AWS4-HMAC-SHA256";
const TERMINATOR = "aws4_request";
/** How far a signer's clock may be off. */
const SKEW_MILLISECONDS = 5 * 60_000;
/** Longest life of a presigned URL. */
const LONGEST_EXPIRY_SECONDS = 7 * 86_400;

/** Why a signature is refused, in AWS's words. */
export interface SignatureFault {
  readonly ok: false;
  readonly errorType:
    | "ExpiredTokenException"
    | "MissingAuthenticationTokenException"
    | "IncompleteSignatureException"
    | "InvalidSignatureException"
    | "UnrecognizedClientException";
  readonly message: string;
}

export type SignatureVerdict =
  { readonly ok: true; readonly credentials: SigningCredentials } | SignatureFault;

/** Where and when the signature must be good. */
export interface SignatureScope {
  readonly region: string;
  /** `execute-api`. */
  readonly service: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly store: CredentialStore;
}

/** What a signature says of itself, from the header or the query string. */
interface Claim {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20261121T105100Z`. */
  readonly time: string;
  readonly sessionToken: string | undefined;
  /** Seconds; of presigned URLs. */
  readonly expires: number | undefined;
}

const fault = (errorType: SignatureFault["errorType"], message: string): SignatureFault => ({
  ok: false,
  errorType,
  message,
});
const incomplete = (message: string): SignatureFault => fault("IncompleteSignatureException", message);
const invalid = (message: string): SignatureFault => fault("InvalidSignatureException", message);
const MISSING = fault("MissingAuthenticationTokenException", "Missing Authentication Token");
const UNRECOGNIZED = fault(
  "UnrecognizedClientException",
  "The security token included in the request is invalid.",
);
const EXPIRED = fault("ExpiredTokenException", "The security token included in the request is expired");

/** AWS shows a hash, so that a secret in the wrong header does not come back. */
const hashed = (value: string): string => createHash("sha256").update(value).digest("base64");

const headerOf = (request: SignedHttpRequest, name: string): string | undefined =>
  request.headers.get(name)?.[0];

/** The parts of a credential scope, or a fault. */
function scopeOf(
  credential: string,
): SignatureFault | Pick<Claim, "accessKeyId" | "date" | "region" | "service" | "terminator"> {
  const parts = credential.split("/");
  if (parts.length !== 5)
    return incomplete(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'.`,
    );
  const [accessKeyId = "", date = "", region = "", service = "", terminator = ""] = parts;
  return { accessKeyId, date, region, service, terminator };
}

function fromHeader(request: SignedHttpRequest, authorization: string): Claim | SignatureFault {
  const space = authorization.indexOf(" ");
  const parameters = new Map<string, string>();
  for (const pair of authorization.slice(space + 1).split(",")) {
    const equals = pair.indexOf("=");
    if (equals < 0)
      return incomplete(
        `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hashed(authorization)}'.`,
      );
    parameters.set(pair.slice(0, equals).trim(), pair.slice(equals + 1).trim());
  }
  const algorithm = authorization.slice(0, Math.max(space, 0));
  if (algorithm !== ALGORITHM)
    return incomplete(`Unsupported AWS 'algorithm': '${algorithm}' (only ${ALGORITHM} for now). `);
  const time = headerOf(request, "x-amz-date") ?? basicDate(headerOf(request, "date"));
  const lacking = ["Credential", "Signature", "SignedHeaders"].filter((name) => !parameters.get(name));
  if (lacking.length > 0 || time === undefined)
    return incomplete(
      lacking.map((name) => `Authorization header requires '${name}' parameter. `).join("") +
        (time === undefined
          ? "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
          : "") +
        `(Hashed with SHA-256 and encoded with Base64) Authorization=${hashed(authorization)}`,
    );
  const scope = scopeOf(parameters.get("Credential") ?? "");
  if ("ok" in scope) return scope;
  return {
    ...scope,
    signedHeaders: (parameters.get("SignedHeaders") ?? "").toLowerCase().split(";"),
    signature: parameters.get("Signature") ?? "",
    time,
    sessionToken: headerOf(request, "x-amz-security-token"),
    expires: undefined,
  };
}

/** A `Date` header in SigV4's basic format. */
function basicDate(date: string | undefined): string | undefined {
  const time = date === undefined ? NaN : Date.parse(date);
  return Number.isNaN(time) ? undefined : formatTime(time);
}

const formatTime = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace(/[-:]|\.\d{3}/g, "");

function parseTime(time: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time);
  if (parts === null) return NaN;
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}

function fromQuery(query: URLSearchParams): Claim | SignatureFault {
  const algorithm = query.get("X-Amz-Algorithm") ?? "";
  if (algorithm !== ALGORITHM)
    return incomplete(`Unsupported AWS 'algorithm': '${algorithm}' (only ${ALGORITHM} for now). `);
  const lacking = ["X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date"].filter(
    (name) => !query.get(name),
  );
  if (lacking.length > 0)
    return incomplete(
      lacking
        .map((name) => `AWS query-string parameters must include '${name}'. `)
        .join("")
        .trim(),
    );
  const scope = scopeOf(query.get("X-Amz-Credential") ?? "");
  if ("ok" in scope) return scope;
  const expires = Number(query.get("X-Amz-Expires") ?? SKEW_MILLISECONDS / 1000);
  return {
    ...scope,
    signedHeaders: (query.get("X-Amz-SignedHeaders") ?? "").toLowerCase().split(";"),
    signature: query.get("X-Amz-Signature") ?? "",
    time: query.get("X-Amz-Date") ?? "",
    sessionToken: query.get("X-Amz-Security-Token") ?? undefined,
    expires: Number.isFinite(expires) ? Math.min(expires, LONGEST_EXPIRY_SECONDS) : 0,
  };
}

function timeFault({ time, expires }: Claim, now: number): SignatureFault | undefined {
  const signedAt = parseTime(time);
  if (Number.isNaN(signedAt))
    return incomplete(
      `Date must be in ISO-8601 'basic format'. Got '${time}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  const life = expires === undefined ? SKEW_MILLISECONDS : expires * 1000;
  const limits = `(${formatTime(now)} - ${Math.round(life / 60_000)} min.)`;
  if (signedAt < now - life)
    return invalid(`Signature expired: ${time} is now earlier than ${formatTime(now - life)} ${limits}`);
  return signedAt > now + SKEW_MILLISECONDS
    ? invalid(
        `Signature not yet current: ${time} is still later than ${formatTime(now + SKEW_MILLISECONDS)} (${formatTime(now)} + 5 min.)`,
      )
    : undefined;
}

function scopeFault(claim: Claim, { region, service }: SignatureScope): SignatureFault | undefined {
  const faults = [
    claim.region === region ? "" : `Credential should be scoped to a valid region. `,
    claim.service === service ? "" : `Credential should be scoped to correct service: '${service}'. `,
    claim.terminator === TERMINATOR
      ? ""
      : `Credential should be scoped with a valid terminator: '${TERMINATOR}'. `,
    claim.date === claim.time.slice(0, 8)
      ? ""
      : `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${claim.date}' != '${claim.time.slice(0, 8)}', from '${claim.time}'. `,
  ].join("");
  return faults === "" ? undefined : invalid(faults);
}

function signingKey(secret: string, { date, region, service }: Claim): Buffer {
  const step = (key: string | Buffer, text: string): Buffer =>
    createHmac("sha256", key).update(text).digest();
  return step(step(step(step(`AWS4${secret}`, date), region), service), TERMINATOR);
}

const equal = (left: string, right: string): boolean =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));

/** The claim that a request makes, from its `Authorization` header or its query string. */
function claimOf(request: SignedHttpRequest): Claim | SignatureFault {
  const authorization = headerOf(request, "authorization");
  if (authorization !== undefined && authorization !== "") return fromHeader(request, authorization);
  const query = new URLSearchParams(request.queryString);
  return query.has("X-Amz-Algorithm") || query.has("X-Amz-Signature") ? fromQuery(query) : MISSING;
}

/**
 * Verifies a request that is signed with Signature Version 4, in the header or in the query string. The request may be
 * given in several forms, where its signer may have seen another host than the gateway does; one that matches is enough.
 */
export function verifySignature(
  forms: readonly SignedHttpRequest[],
  scope: SignatureScope,
): SignatureVerdict {
  const [first] = forms;
  if (first === undefined) return MISSING;
  const claim = claimOf(first);
  if ("ok" in claim) return claim;
  const early = timeFault(claim, scope.now);
  if (early !== undefined) return early;
  if (!claim.signedHeaders.includes("host"))
    return invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  const scoped = scopeFault(claim, scope);
  if (scoped !== undefined) return scoped;
  const credentials = scope.store.find(claim.accessKeyId);
  if (credentials === undefined) return UNRECOGNIZED;
  if (credentials.expiresAt !== undefined && credentials.expiresAt <= scope.now) return EXPIRED;
  const key = signingKey(credentials.secretAccessKey, claim);
  const texts = forms.map((form) => {
    const canonical = canonicalRequest(form, claim.signedHeaders);
    const place = `${claim.date}/${claim.region}/${claim.service}/${TERMINATOR}`;
    return { canonical, toSign: [ALGORITHM, claim.time, place, sha256(canonical)].join("\n") };
  });
  const matches = texts.some(({ toSign }) =>
    equal(createHmac("sha256", key).update(toSign).digest("hex"), claim.signature),
  );
  if (!matches)
    return invalid(
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\n" +
        `The Canonical String for this request should have been\n'${texts[0]?.canonical ?? ""}'\n\nThe String-to-Sign should have been\n'${texts[0]?.toSign ?? ""}'\n`,
    );
  return claim.sessionToken === credentials.sessionToken ? { ok: true, credentials } : UNRECOGNIZED;
}
