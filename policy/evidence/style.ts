/** The page's whole style: system fonts, black on white, colour only for verdicts, and rules for paper. */
export const STYLE = `
:root { --ink: #1b1f24; --soft: #59636e; --line: #d5dae0; --pass: #1a6b34; --violation: #b3261e; --open: #8a5a00; --exempt: #5b3fa8; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 2.5rem 1.5rem 4rem; color: var(--ink); background: #fff;
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
a { color: inherit; text-decoration-color: var(--line); text-underline-offset: 2px; }
code, .source { font: 0.85em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
header { border-bottom: 2px solid var(--ink); margin-bottom: 1.5rem; padding-bottom: 1rem; }
.kind { margin: 0; color: var(--soft); }
h1 { margin: 0 0 1rem; font-size: 2rem; line-height: 1.2; font-weight: 650; }
h2 { margin: 2.5rem 0 0.75rem; font-size: 1.25rem; font-weight: 650; }
h3 { margin: 1.75rem 0 0.5rem; padding-top: 0.5rem; border-top: 1px solid var(--line); font-size: 1.05rem; font-weight: 650; }
h4 { margin: 0; font-size: 0.95rem; font-weight: 600; }
dl { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; margin: 0; }
dt { color: var(--soft); font-size: 0.8rem; }
dd { margin: 0; }
table { width: 100%; border-collapse: collapse; margin: 0.4rem 0 0; font-size: 0.875rem; }
th { text-align: left; font-weight: 500; color: var(--soft); font-size: 0.8rem; border-bottom: 1px solid var(--line); padding: 0.2rem 0.75rem 0.2rem 0; }
td { vertical-align: top; border-bottom: 1px solid #eceff2; padding: 0.3rem 0.75rem 0.3rem 0; overflow-wrap: anywhere; }
.rule { margin: 0.75rem 0 1.25rem; }
.rule td:nth-child(2) { width: 36%; }
.rule td:nth-child(3) { width: 8.5rem; }
.meta, .none, .type, .source { color: var(--soft); }
.meta, .none { margin: 0; font-size: 0.85rem; }
.type { font-size: 0.8rem; }
.remark { margin: 0.15rem 0 0; font-size: 0.85rem; }
.verdict { font-size: 0.8rem; font-weight: 600; white-space: nowrap; }
h3 .verdict { margin-left: 0.5rem; }
.pass { color: var(--pass); }
.violation { color: var(--violation); }
.cannot-tell { color: var(--open); }
.exempt { color: var(--exempt); }
.not-applicable { color: var(--soft); }
.counts { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; list-style: none; padding: 0; }
.counts strong { font-size: 1.25rem; font-weight: 650; }
.overview td:first-child { width: 16rem; }
.numbers a { display: inline-block; margin-right: 0.6rem; }
@media print {
  @page { size: A4; margin: 18mm 16mm; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  h2, h3, h4, .meta, thead { break-after: avoid; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
  a { text-decoration: none; }
}
`;
