import type { Answer } from "../answer";
import type { GatewayParts } from "../gatewayParts";
import type { SignedHttpRequest } from "../iam/canonicalRequest";
import type { CredentialStore, SigningCredentials } from "../iam/credentialStore";
import { compileIdentity } from "../iam/identityPolicy";
import type { SignatureFault } from "../iam/signature";
import { verifySignature } from "../iam/signature";
import type { Policy, Verdict } from "../policies/policy";
import { REQUEST_KEYS, invokeQuestion } from "../policies/requestKeys";
import type { RequestContext } from "../request/context";
import type { Gate } from "../runtime";
import { refuseCaller } from "./resourcePolicy";

/** What AWS_IAM authorization of an API needs. */
export interface IamAuthorization {
  readonly parts: Pick<GatewayParts, "clock">;
  readonly store: CredentialStore;
  readonly resourcePolicy: Policy | undefined;
}

/** Gateway responses of faults that have one of their own. */
const RESPONSES: Readonly<
  Partial<Record<SignatureFault["errorType"], "EXPIRED_TOKEN" | "MISSING_AUTHENTICATION_TOKEN">>
> = {
  ExpiredTokenException: "EXPIRED_TOKEN",
  MissingAuthenticationTokenException: "MISSING_AUTHENTICATION_TOKEN",
};

/**
 * The tables of apigateway-authorization-flow.html. In the API's own account an allow of either policy is enough, but
 * for one that only delegates to the account; a caller of another account needs both.
 */
export function decideTogether(
  identity: Verdict,
  resource: Verdict | undefined,
  sameAccount: boolean,
): boolean {
  if (identity.effect === "deny" || resource?.effect === "deny") return false;
  const granted = identity.effect === "allow";
  const admitted = resource?.effect === "allow";
  if (!sameAccount) return granted && admitted;
  return granted || (admitted && resource.coverage !== "account");
}

/** The request as its signer may have seen it: on the rehearsal's own address, or on AWS's. */
function formsOf(context: RequestContext): SignedHttpRequest[] {
  const { arrival } = context;
  const headers = new Map<string, string[]>();
  for (let index = 0; index + 1 < arrival.rawHeaders.length; index += 2) {
    const name = (arrival.rawHeaders[index] ?? "").toLowerCase();
    const values = headers.get(name);
    if (values === undefined) headers.set(name, [arrival.rawHeaders[index + 1] ?? ""]);
    else values.push(arrival.rawHeaders[index + 1] ?? "");
  }
  const { method, queryString, body } = arrival;
  const wire = { method, path: arrival.wirePath, queryString, headers, body };
  const onAws = new Map(headers).set("host", [arrival.domainName]);
  return [wire, { ...wire, path: arrival.fullPath, headers: onAws }];
}

/**
 * AWS_IAM: the signature is verified, then the caller's own policies and the resource policy are evaluated together
 * (apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html).
 */
export function iamGate({ parts, store, resourcePolicy }: IamAuthorization): Gate {
  const identities = new WeakMap<SigningCredentials, Policy>();
  const identityOf = (credentials: SigningCredentials): Policy => {
    const known = identities.get(credentials);
    if (known !== undefined) return known;
    const compiled = compileIdentity(credentials, REQUEST_KEYS);
    identities.set(credentials, compiled);
    return compiled;
  };
  return (context): Answer | undefined => {
    const { arrival } = context;
    const { location } = arrival.stage.api;
    const verdict = verifySignature(formsOf(context), {
      region: location.region,
      service: "execute-api",
      now: parts.clock.now(),
      store,
    });
    if (!verdict.ok) {
      context.note("authorizer", "deny", verdict.message.split("\n")[0]);
      context.authorizerStatus = 403;
      return arrival.stage.responses.answer(context, RESPONSES[verdict.errorType] ?? "INVALID_SIGNATURE", {
        message: verdict.message,
        errorType: verdict.errorType,
      });
    }
    const { principal, accessKeyId } = verdict.credentials;
    context.signedBy = { ...principal, accessKeyId };
    const question = invokeQuestion(context, principal);
    const identity = identityOf(verdict.credentials)(question);
    const resource = resourcePolicy?.(question);
    if (!decideTogether(identity, resource, principal.accountId === location.accountId)) {
      context.authorizerStatus = 403;
      const denied = [identity, resource].find((one) => one?.effect === "deny");
      return refuseCaller(context, principal, denied && (denied.label ?? "a statement"), "authorizer");
    }
    context.authorizerStatus = 200;
    context.note("authorizer", "allow", principal.callerArn);
    return undefined;
  };
}
