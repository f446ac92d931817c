import { narrows } from "../documents/condition";
import type { KeyKind } from "../documents/finite";
import type { Statement } from "../documents/statement";
import { all, not, type Truth } from "../model/truth";

/** The last parts of condition keys in which a provider of web identities says for whom it speaks. */
const CLAIMS: Readonly<Record<string, KeyKind>> = { sub: "subject", aud: "audience", app_id: "exact" };

/** The beginning of a provider's condition keys: `oidc-provider/<address>` of an ARN, or a well-known address. */
const addressOf = (federated: string): string =>
  federated.replace(/^arn:[^/]*:oidc-provider\//, "").toLowerCase();

/** The claims of a provider, or of any while it is not known which, that a condition speaks of. */
function claimsIn(statement: Statement, address: string | undefined): ReadonlyMap<string, KeyKind> {
  const keys = statement.condition.entries.flatMap(([, block]) =>
    block.entries.map(([key]) => key.toLowerCase()),
  );
  return new Map(
    keys.flatMap((key): [string, KeyKind][] => {
      const at = key.lastIndexOf(":");
      const kind = CLAIMS[key.slice(at + 1)];
      const own = address === undefined || key.slice(0, at) === address;
      return kind !== undefined && own ? [[key, kind]] : [];
    }),
  );
}

/**
 * Whether a trust policy takes in every user of a provider of web identities, such as all that GitHub builds. Providers
 * of SAML belong to one company, and say by themselves who is meant.
 * Source: IAM user guide, "Create a role for OpenID Connect federation".
 */
export function trustsAnyUserOf(statement: Statement): Truth {
  const providers = statement.principal.get("Federated");
  return providers.some((provider) => {
    const isWeb = provider.matches((text) => !text.includes(":saml-provider/"));
    const address = provider.text === undefined ? undefined : addressOf(provider.text);
    return all([isWeb, not(narrows(statement.condition, claimsIn(statement, address)))]);
  });
}
