import { BlockList, isIPv4, isIPv6 } from "node:net";
import type { Inspected } from "../inspected";
import { list, object, text, type Plain } from "../plain";
import { CANNOT_TELL, type Matcher, type Scope } from "./scope";

/** `ipSetReferenceStatement`: the caller's address, or one from a header such as `X-Forwarded-For`. */
export function ipSetReference(statement: Plain, scope: Scope): Matcher {
  const set = scope.context.ipSets.get(text(statement.arn));
  if (!set) {
    scope.notice(
      `its IP set ${text(statement.arn, "(unknown)")} is not in the graph, so it cannot be decided`,
    );
    return CANNOT_TELL;
  }
  const blockList = compileAddresses(
    list(set.addresses).map((address) => text(address)),
    scope,
  );
  const config = object(statement.ipSetForwardedIpConfig);
  if (config.headerName === undefined) {
    return (view) => contains(blockList, view.request.clientIp) ?? false;
  }
  const onInvalid = text(config.fallbackBehavior) === "MATCH";
  return (view) => {
    const addresses = forwardedAddresses(view, text(config.headerName), text(config.position, "FIRST"));
    // Without the header AWS does not apply the rule at all; the fallback is for addresses that do not parse.
    return addresses.some((address) => contains(blockList, address) ?? onInvalid);
  };
}

function compileAddresses(addresses: readonly string[], scope: Scope): BlockList {
  const result = new BlockList();
  for (const address of addresses) {
    const [net = "", prefix = ""] = address.split("/");
    const family = isIPv4(net) ? "ipv4" : isIPv6(net) ? "ipv6" : undefined;
    const length = Number(prefix);
    if (family && /^\d+$/.test(prefix) && length <= (family === "ipv4" ? 32 : 128)) {
      result.addSubnet(net, length, family);
    } else {
      scope.notice(`the address ${JSON.stringify(address)} is no CIDR range and is left out`);
    }
  }
  return result;
}

/** Undefined when the text is no IP address. */
function contains(set: BlockList, address: string): boolean | undefined {
  const plain = normalizeAddress(address);
  if (isIPv4(plain)) return set.check(plain, "ipv4");
  return isIPv6(plain) ? set.check(plain, "ipv6") : undefined;
}

/** Node reports IPv4 callers of a dual-stack socket as `::ffff:1.2.3.4`; AWS WAF sees the IPv4 address. */
export function normalizeAddress(address: string): string {
  return address.startsWith("::ffff:") && isIPv4(address.slice(7)) ? address.slice(7) : address;
}

/** Addresses in a forwarding header: FIRST, LAST or ANY of its list. AWS looks at no more than ten. */
export function forwardedAddresses(view: Inspected, headerName: string, position: string): readonly string[] {
  const all = view
    .header(headerName.toLowerCase())
    .flatMap((value) => value.split(","))
    .map((address) => address.trim())
    .filter((address) => address !== "");
  if (position === "ANY") return all.slice(0, 10);
  const one = position === "LAST" ? all.at(-1) : all[0];
  return one === undefined ? [] : [one];
}

/**
 * `geoMatchStatement`. The country comes with the request, because AWS's address database is its own; AWS also
 * labels every request that the statement looks at.
 */
export function geoMatch(statement: Plain, scope: Scope): Matcher {
  const codes = new Set(list(statement.countryCodes).map((code) => text(code)));
  const config = object(statement.forwardedIpConfig);
  if (config.headerName !== undefined) {
    scope.notice("the country of a forwarded address is not known here, so its fallback is used");
    return text(config.fallbackBehavior) === "MATCH"
      ? (view) => view.header(text(config.headerName).toLowerCase()).length > 0
      : CANNOT_TELL;
  }
  scope.notice(
    "the caller's country is what the header cloudfront-viewer-country says, and cannot be decided without it",
  );
  return (view) => {
    const { country } = view.request;
    if (country === undefined) return undefined;
    view.addLabels([`awswaf:clientip:geo:country:${country}`]);
    return codes.has(country);
  };
}

/** `labelMatchStatement`. A key without AWS's prefix means labels of the rule's own context. */
export function labelMatch(statement: Plain, scope: Scope): Matcher {
  const declared = text(statement.key);
  const key = declared.startsWith("awswaf:") ? declared : scope.labelPrefix + declared;
  return text(statement.scope) === "NAMESPACE"
    ? (view) => view.labels.some((label) => label.startsWith(key))
    : (view) => view.labels.includes(key);
}
