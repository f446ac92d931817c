import type { Truth } from "../model/truth";
import type { Value } from "../model/value";

/** Names under which people keep credentials: whole words at the end of a name, in any of the usual spellings, and DBPASSWORD. */
const SECRET_NAME =
  /(password|passwd|passphrase|(^|[_.-])(pwd|secret|token|api_?key|private_?key|access_?key|secret_?key|credentials?))$/i;

/** Shapes of well-known credentials. Each has a fixed prefix or frame, so that ids and hashes do not match. */
const SECRET_SHAPES: readonly RegExp[] = [
  /\b(AKIA|ASIA)[0-9A-Z]{16}\b/, // AWS access key id
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\bgh[pousr]_[A-Za-z0-9]{36,}\b/, // GitHub
  /\bxox[abposr]-[A-Za-z0-9-]{10,}/, // Slack
  /\bsk_live_[A-Za-z0-9]{16,}/, // Stripe
  /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/, // JSON Web Token
  /[a-z][a-z0-9+.-]*:\/\/[^/\s:@]+:[^/\s:@]+@/i, // user and password in an address
];

/** Whether something is asked for, `REQUIRE_TOKEN=true`, is no credential. */
const SWITCH = /^(true|false)$/i;

/** A reference to where a secret is kept is what should be there. */
const REFERENCE = /^(arn:|https?:\/\/|\/|\{\{resolve:|\$\{)/;

/** camelCase and PascalCase in the spelling of the pattern. */
const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, "$1_$2");

/** Whether a named value is a credential, by its shape, or by its name when it is no reference to one. */
export function looksSecret(name: string, value: Value): Truth {
  const named = SECRET_NAME.test(snake(name));
  return value.test((raw) => {
    if (typeof raw !== "string" || raw === "") return false;
    return (
      SECRET_SHAPES.some((shape) => shape.test(raw)) || (named && !REFERENCE.test(raw) && !SWITCH.test(raw))
    );
  });
}
