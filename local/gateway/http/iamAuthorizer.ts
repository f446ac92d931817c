import type { Clock } from "../clock";
import type { SignedHttpRequest } from "../iam/canonicalRequest";
import type { CredentialStore, SigningCredentials } from "../iam/credentialStore";
import { compileIdentity } from "../iam/identityPolicy";
import { verifySignature } from "../iam/signature";
import { WEB_IDENTITY_KEYS, webIdentityKey } from "../iam/webIdentity";
import type { Policy } from "../policies/policy";
import type { HttpContext, HttpGate } from "./context";
import { refuse } from "./refusal";

/** A request as it came, with what AWS would have seen in its place. */
export interface SignedArrival {
  readonly method: string;
  /** Path on the rehearsal's own address. */
  readonly wirePath: string;
  readonly rawPath: string;
  readonly queryString: string;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly domainName: string;
  readonly clientIp: string;
}

/** Condition keys of identity policies that HTTP and WebSocket APIs know; a policy with others grants nothing. */
const KEYS: Readonly<
  Record<string, (arrival: SignedArrival, caller: SigningCredentials["principal"]) => string>
> = {
  "aws:principalaccount": (_, { accountId }) => accountId,
  "aws:principalarn": (_, { arn }) => arn,
  "aws:securetransport": () => "true",
  "aws:sourceip": ({ clientIp }) => clientIp,
};
const KNOWN_KEYS: ReadonlySet<string> = new Set([...Object.keys(KEYS), ...WEB_IDENTITY_KEYS]);

/** The request as its signer may have seen it: on the rehearsal's own address, or on AWS's. */
function formsOf(arrival: SignedArrival): SignedHttpRequest[] {
  const { method, queryString, rawHeaders, body } = arrival;
  const headers = new Map<string, string[]>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? "").toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), rawHeaders[index + 1] ?? ""]);
  }
  const wire = { method, path: arrival.wirePath, queryString, headers, body };
  return [
    wire,
    { ...wire, path: arrival.rawPath, headers: new Map(headers).set("host", [arrival.domainName]) },
  ];
}

/** Who signed, or why nobody may pass. */
export type SignedVerdict =
  | { readonly ok: true; readonly credentials: SigningCredentials }
  | { readonly ok: false; readonly reason: string };

/**
 * Verifies a signature and asks the signer's own policies; these APIs have no resource policies
 * (apigateway/latest/developerguide/http-api-access-control-iam.html).
 */
export function signedCallers(
  store: CredentialStore,
  clock: Clock,
): (arrival: SignedArrival, region: string, resource: string) => SignedVerdict {
  const identities = new WeakMap<SigningCredentials, Policy>();
  return (arrival, region, resource) => {
    const verdict = verifySignature(formsOf(arrival), {
      region,
      service: "execute-api",
      now: clock.now(),
      store,
    });
    if (!verdict.ok) return { ok: false, reason: verdict.message.split("\n")[0] ?? "" };
    const { credentials } = verdict;
    const { principal } = credentials;
    const policy = identities.get(credentials) ?? compileIdentity(credentials, KNOWN_KEYS);
    identities.set(credentials, policy);
    const { effect } = policy({
      action: "execute-api:Invoke",
      resource,
      caller: principal,
      key: (name) => KEYS[name]?.(arrival, principal) ?? webIdentityKey(name, principal.webIdentity),
    });
    return effect === "allow"
      ? { ok: true, credentials }
      : { ok: false, reason: `${principal.callerArn} may not execute-api:Invoke ${resource}` };
  };
}

/** AWS_IAM on a route: everything that is wrong with a signature or its signer is 403. */
export function iamGate(store: CredentialStore, clock: Clock): HttpGate {
  const judge = signedCallers(store, clock);
  return (context: HttpContext) => {
    const { arrival } = context;
    const { api, stageName } = arrival.stage;
    const resource = `${api.location.executionArn}/${stageName}/${arrival.method}${arrival.path}`;
    const verdict = judge(arrival, api.location.region, resource);
    if (!verdict.ok) {
      context.authorizerStatus = 403;
      context.authorizerError = verdict.reason;
      context.note("authorizer", "deny", verdict.reason);
      return refuse(context, 403, "ACCESS_DENIED");
    }
    const { principal, accessKeyId } = verdict.credentials;
    context.iam = {
      accessKey: accessKeyId,
      accountId: principal.accountId,
      callerId: principal.userId,
      userArn: principal.callerArn,
      userId: principal.userId,
      ...(principal.webIdentity === undefined ? {} : { webIdentity: principal.webIdentity }),
    };
    context.authorizerStatus = 200;
    context.note("authorizer", "allow", principal.callerArn);
    return undefined;
  };
}
