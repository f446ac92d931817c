import { decodeEntities } from "./decoders";

/**
 * Whether a value looks like cross-site scripting: an **approximation** of AWS WAF's built-in statement, whose method
 * is not published. It looks for elements that run or load code, event handler attributes inside a tag or after a
 * quote that leaves one, script URLs, and CSS expressions. Comparison signs, plain markup such as `<b>`, mail
 * addresses and ordinary URLs pass.
 */
export function isCrossSiteScripting(value: string): boolean {
  if (!CANDIDATE.test(value)) return false;
  return PATTERN.test(decodeEntities(value.replaceAll("\0", "")).toLowerCase());
}

const CANDIDATE = /[<:=`(&]/;

const EVENTS =
  "(?:abort|after|animation|auxclick|before|begin|blur|cancel|canplay|change|click|close|contextmenu|copy|cut|dblclick|" +
  "drag|drop|durationchange|end|ended|error|focus|formdata|hashchange|input|invalid|key|load|message|mouse|offline\\b|" +
  "page|paste|pause|play|pointer|popstate|progress|ratechange|readystate|repeat|reset|resize|scroll|search|seek|select|" +
  "show|stalled|start|storage|submit|suspend|timeupdate|toggle|touch|transition|unload|volumechange|waiting|wheel)";

const PATTERN = new RegExp(
  [
    // Elements that run or load something by themselves.
    String.raw`<\/?\s*(?:script|iframe|frame(?:set)?|object|embed|applet|base|link|meta|style|svg|math|noscript|xml|template|portal)(?:[\s/>:]|$)`,
    String.raw`<![a-z]*\[?\s*(?:doctype|entity)`,
    String.raw`<\?(?:xml-stylesheet|import)`,
    // <img src=x onerror=…>: an event handler inside a tag.
    String.raw`<[a-z][^<>]{0,1000}[\s/"'\x60]on${EVENTS}[a-z]{0,20}\s*=`,
    // " onmouseover=…: leaving an attribute.
    String.raw`["'\x60](?:[^<>"'\x60]{0,100}[\s/])?on${EVENTS}[a-z]{0,20}\s*=`,
    // javascript: at the start of the value or of an attribute, however the letters are spaced; not the book title.
    String.raw`(?:^|[=\s"'(])\s{0,20}(?:j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t\s*:\s{0,9}[\w$.\[\]/*%-]{0,200}\s{0,9}[(=\x60]`,
    String.raw`(?:^|[=\s"'(])data\s*:\s*(?:text\/html|image\/svg\+xml|application\/xhtml)`,
    String.raw`<[a-z][^<>]{0,1000}style\s*=[^<>]{0,1000}(?:expression\s*\(|url\s*\(\s*["']?\s*javascript|-moz-binding)`,
    String.raw`\b(?:document\.(?:cookie|write|domain)|window\.location|eval\s*\(\s*(?:atob|string\.fromcharcode))`,
  ].join("|"),
);
