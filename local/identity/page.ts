import { createHash } from "node:crypto";

/** HTML that is safe to send: texts in it are escaped. */
export class Html {
  constructor(readonly source: string) {}
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Builds HTML; every value that is not HTML itself is escaped. Lists are joined. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Html | readonly Html[])[]
): Html {
  const shown = values.map((value) => {
    if (value instanceof Html) return value.source;
    if (Array.isArray(value)) return (value as readonly Html[]).map(({ source }) => source).join("");
    return String(value).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
  });
  return new Html(parts.map((part, index) => part + (shown[index] ?? "")).join(""));
}

const STYLE = `
:root{color-scheme:light dark;--ground:#f3f4f1;--card:#fff;--ink:#1c2321;--soft:#5a6562;--line:#d5dad6;--accent:#17614f;
--on-accent:#fff;--bad:#9b2226;--bad-ground:#fbeaea;--field:#fff}
@media (prefers-color-scheme:dark){:root{--ground:#121615;--card:#1b2120;--ink:#e7ecea;--soft:#a3afab;--line:#36413e;
--accent:#6fcfb4;--on-accent:#0b1a16;--bad:#ffb4ab;--bad-ground:#3a1d1d;--field:#141918}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;background:var(--ground);color:var(--ink);
font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{width:100%;max-width:25rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:2rem}
h1{font-size:1.375rem;line-height:1.25;margin:0 0 .25rem}
p{margin:.25rem 0 1rem}
.soft{color:var(--soft);font-size:.875rem}
label{display:block;font-weight:600;font-size:.875rem;margin:1rem 0 .375rem}
input{width:100%;font:inherit;color:inherit;background:var(--field);border:1px solid var(--soft);border-radius:.5rem;padding:.625rem .75rem}
button{font:inherit;cursor:pointer;border-radius:.5rem;border:1px solid var(--accent)}
.main{width:100%;margin-top:1.5rem;padding:.6875rem;font-weight:600;background:var(--accent);color:var(--on-accent)}
.use{padding:.25rem .75rem;background:none;color:var(--accent);font-size:.875rem;font-weight:600}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.problem{background:var(--bad-ground);color:var(--bad);border-radius:.5rem;padding:.625rem .75rem;margin:1rem 0;overflow-wrap:anywhere}
main>:last-child{margin-bottom:0}
.seeded{margin:1.75rem 0 0;padding:1.25rem 0 0;border-top:1px solid var(--line)}
.seeded h2{font-size:.875rem;margin:0}
.seeded ul{list-style:none;margin:.5rem 0 0;padding:0}
.seeded li{display:flex;gap:.75rem;align-items:center;justify-content:space-between;padding:.375rem 0}
.seeded code{display:block;color:var(--soft)}
code{font:.8125rem/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
`;

/** Fills the form with a seeded account; the page works without it as well. */
const SCRIPT = `for(const b of document.querySelectorAll("button[data-fill]"))b.addEventListener("click",()=>{
const v=JSON.parse(b.dataset.fill);for(const n in v)document.getElementById(n).value=v[n];document.querySelector("button.main").focus()})`;

// Whole elements: a formatter that breaks the lines of a template would break the hashes of the policy with them.
const STYLE_ELEMENT = new Html(`<style>${STYLE}</style>`);
const SCRIPT_ELEMENT = new Html(`<script>${SCRIPT}</script>`);

const integrity = (source: string): string =>
  `'sha256-${createHash("sha256").update(source).digest("base64")}'`;

/** A whole page, and the headers that keep everything foreign out of it. */
export function page(
  title: string,
  content: Html,
  formTargets: readonly string[] = [],
): {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
} {
  const { source } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${STYLE_ELEMENT}
      </head>
      <body>
        <main>${content}</main>
        ${SCRIPT_ELEMENT}
      </body>
    </html> `;
  const policy = [
    "default-src 'none'",
    `style-src ${integrity(STYLE)}`,
    `script-src ${integrity(SCRIPT)}`,
    "img-src data:",
    // Browsers hold the redirect after a form to this list as well: so the client's own address is in it.
    `form-action 'self' ${formTargets.join(" ")}`.trim(),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  const headers = {
    "Content-Type": "text/html;charset=UTF-8",
    "Content-Security-Policy": policy.join("; "),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    // With "no-referrer" browsers would send "Origin: null" with the form.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
  };
  return { body: source, headers };
}
