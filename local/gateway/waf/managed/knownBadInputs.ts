import { pattern, perPart, type ManagedGroup } from "./definition";

/** Rewriting rounds for nested lookups; each takes off one level. */
const LOOKUP_ROUNDS = 8;

/**
 * Log4Shell: `${jndi:…}`, also when the letters hide in nested lookups such as `${${lower:j}ndi:…}` or
 * `${${::-j}${::-n}di:…}`.
 */
function isLog4Shell(value: string): boolean {
  let text = value;
  for (let round = 0; round < LOOKUP_ROUNDS && text.includes("${"); round++) {
    if (/\$\{\s*jndi\s*:/.test(text)) return true;
    const next = text.replace(/\$\{([^${}]{0,200})\}/g, (_match, inner: string) => {
      const cut = inner.lastIndexOf(":");
      return cut < 0 ? "" : inner.slice(inner.charAt(cut + 1) === "-" ? cut + 2 : cut + 1);
    });
    if (next === text) return false;
    text = next;
  }
  return false;
}

const JAVA_RCE =
  /getruntime\s*\(\s*\)\s*\.\s*exec|java\.lang\.(?:runtime|processbuilder)[)\s]*[.(]|class\.module\.classloader|spring\.cloud\.function\.routing-expression|(?:^|[\s"=:])ro0abx|\xac\xed\x00\x05/;

const EXPLOITABLE_PATHS =
  /(?:web|meta)-inf(?:\/|$)|\/\.(?:git|svn|hg|aws|ssh|env|ds_store|htaccess|htpasswd|vscode|idea)(?:[/.]|$)|\/wp-config\.php|\/server-status$|\/actuator\/(?:env|heapdump|gateway|jolokia)|\/vendor\/phpunit|\/_ignition\/|\/hnap1|\/boaform|\/cgi-bin\/|\/manager\/html/;

/** React2Shell (CVE-2025-55182): a reference of React's server protocol that leads to a prototype or a constructor. */
const REACT_RCE =
  /\$[\da-f]*:(?:\w+:)?(?:__proto__|constructor:constructor)\b|"status"\s*:\s*"resolved_model"/;

/**
 * `AWSManagedRulesKnownBadInputsRuleSet`, from AWS's "Baseline rule groups". PROPFIND_METHOD and
 * Host_localhost_HEADER are as documented; **approximations** are JavaDeserializationRCE, ExploitablePaths
 * (AWS names `web-inf`), Log4JRCE and ReactJSRCE.
 */
export const knownBadInputs: ManagedGroup = {
  namespace: "known-bad-inputs",
  rules: [
    ...perPart("JavaDeserializationRCE", ["headers", "body", "uriPath", "queryString"], pattern(JAVA_RCE)),
    {
      name: "Host_localhost_HEADER",
      label: "Host_Localhost_Header",
      part: "headers",
      matches: (view) =>
        view.header("host").some((host) => /(?:^|\.)localhost(?::|$)|^127\.0\.0\.1(?::|$)/i.test(host)),
    },
    {
      name: "PROPFIND_METHOD",
      label: "Propfind_Method",
      matches: (view) => view.request.method.toUpperCase() === "PROPFIND",
    },
    ...perPart("ExploitablePaths", ["uriPath"], pattern(EXPLOITABLE_PATHS)),
    ...perPart("Log4JRCE", ["headers", "queryString", "body", "uriPath"], isLog4Shell),
    ...perPart("ReactJSRCE", ["body"], pattern(REACT_RCE)),
  ],
};
