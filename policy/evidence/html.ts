import { nameOf, plural } from "../report/report";
import type { Evidence, EvidenceRequirement, EvidenceResource, EvidenceRule } from "./evidence";
import { STYLE } from "./style";

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const WORDS: Readonly<Record<EvidenceRequirement["verdict"], string>> = {
  pass: "pass",
  violation: "violation",
  "cannot-tell": "cannot tell yet",
  exempt: "exempt",
  "not-applicable": "nothing to judge",
};

/** What an overview says in words too: colours do not come through a printer without them. */
const OPEN: ReadonlySet<EvidenceRequirement["verdict"]> = new Set(["violation", "cannot-tell", "exempt"]);

const badge = (verdict: EvidenceRequirement["verdict"]): string =>
  `<span class="verdict ${verdict}">${WORDS[verdict]}</span>`;

const anchor = (number: string): string => `r-${number.replace(/[^A-Za-z0-9]+/g, "-")}`;

/** `aws:kms/key:Key` → `kms Key`: what a reader knows the resource by. */
function typeOf(urn: string): string {
  const [, module = "", name = ""] = (urn.split("::")[2]?.split("$").pop() ?? "").split(":");
  return `${module.split("/")[0] ?? ""} ${name}`.trim();
}

const resourceRow = ({ urn, verdict, source, remarks }: EvidenceResource): string =>
  `<tr><td><span title="${escape(urn)}">${escape(nameOf(urn))}</span> <span class="type">${escape(typeOf(urn))}</span>${remarks
    .map((remark) => `<p class="remark">${escape(remark)}</p>`)
    .join(
      "",
    )}</td><td class="source">${escape(source?.replace(/:\d+$/, "") ?? "")}</td><td>${badge(verdict)}</td></tr>`;

function ruleBlock({ rule, title, severity, link, disabled, resources }: EvidenceRule): string {
  const name = link === undefined ? escape(rule) : `<a href="${escape(link)}">${escape(rule)}</a>`;
  const body = disabled
    ? '<p class="none">Switched off in the settings of this stage.</p>'
    : resources.length === 0
      ? '<p class="none">The stack has no resource that this rule concerns.</p>'
      : `<table><thead><tr><th>Resource</th><th>Declared at</th><th>Verdict</th></tr></thead><tbody>${resources.map(resourceRow).join("\n")}</tbody></table>`;
  return `<div class="rule"><h4>${escape(title)}</h4><p class="meta">${name} · ${severity}</p>${body}</div>`;
}

function requirementBlock({ number, verdict, rules }: EvidenceRequirement): string {
  return `<section class="requirement" id="${anchor(number)}"><h3>${escape(number)} ${badge(verdict)}</h3>\n${rules.map(ruleBlock).join("\n")}</section>`;
}

function families(
  requirements: readonly EvidenceRequirement[],
): readonly (readonly [string, EvidenceRequirement[]])[] {
  const groups = new Map<string, EvidenceRequirement[]>();
  for (const requirement of requirements)
    groups.set(requirement.family, [...(groups.get(requirement.family) ?? []), requirement]);
  return [...groups];
}

function overview(requirements: readonly EvidenceRequirement[]): string {
  const row = ([family, members]: readonly [string, readonly EvidenceRequirement[]]): string =>
    `<tr><td>${escape(family)}</td><td class="numbers">${members
      .map(
        ({ number, verdict }) =>
          `<a class="${verdict}" href="#${anchor(number)}">${escape(number)}${OPEN.has(verdict) ? ` ${WORDS[verdict]}` : ""}</a>`,
      )
      .join(" ")}</td></tr>`;
  return `<table class="overview"><thead><tr><th>Family</th><th>Requirements</th></tr></thead><tbody>${families(requirements).map(row).join("\n")}</tbody></table>`;
}

function counts(requirements: readonly EvidenceRequirement[]): string {
  const count = (verdict: EvidenceRequirement["verdict"]): number =>
    requirements.filter((requirement) => requirement.verdict === verdict).length;
  return (Object.keys(WORDS) as EvidenceRequirement["verdict"][])
    .filter((verdict) => count(verdict) > 0)
    .map((verdict) => `<li><strong>${count(verdict)}</strong> ${WORDS[verdict]}</li>`)
    .join("");
}

function responsibility({ responsibility: { aws, artifacts, people } }: Evidence): string {
  return `<h2>What AWS answers for</h2>
<p>Security of the cloud is AWS's, security in the cloud is the customer's. This evidence covers what the program declares.</p>
<table><thead><tr><th>Requirements</th><th>AWS's part</th></tr></thead><tbody>${aws
    .map(({ requirements, what }) => `<tr><td>${escape(requirements)}</td><td>${escape(what)}</td></tr>`)
    .join("")}</tbody></table>
<p>Shown by these reports in <a href="https://aws.amazon.com/artifact/">AWS Artifact</a>, for whoever has an account:</p>
<ul>${artifacts.map((name) => `<li>${escape(name)}</li>`).join("")}</ul>
<h2>What neither shows</h2>
<p>${escape(people)}</p>`;
}

/** The evidence as one page that needs nothing else: for a screen, and for paper. */
export function evidenceHtml(evidence: Evidence): string {
  const { framework, project, stack, generatedAt, commit, guard, requirements } = evidence;
  const title = `${framework.name}: ${project}, stage ${stack}`;
  const from = commit
    ? `<code>${escape(commit.hash)}</code>${commit.modified ? ", with changes that were not committed" : ""}`
    : "not known: no git repository";
  const rules = new Set(requirements.flatMap((requirement) => requirement.rules.map(({ rule }) => rule)));
  const blocks = families(requirements).map(
    ([family, members]) => `<h2>${escape(family)}</h2>\n${members.map(requirementBlock).join("\n")}`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<p class="kind">Compliance evidence</p>
<h1>${escape(framework.name)}</h1>
<dl>
<div><dt>Project</dt><dd>${escape(project)}</dd></div>
<div><dt>Stage</dt><dd>${escape(stack)}</dd></div>
<div><dt>Generated at</dt><dd><time datetime="${generatedAt}">${generatedAt.replace("T", " ").replace(/\.\d+Z$/, " UTC")}</time></dd></div>
<div><dt>From commit</dt><dd>${from}</dd></div>
<div><dt>Guard</dt><dd>${escape(guard)}</dd></div>
</dl>
</header>
<main>
<p>${plural(requirements.length, "requirement")} of ${escape(framework.name)} that ${plural(rules.size, "rule")} of the guard serve, judged on the resources that the program declares. A requirement passes here when each of its rules passes on each resource; whether that meets the requirement as a whole is for the auditor to say.</p>
<ul class="counts">${counts(requirements)}</ul>
${overview(requirements)}
${responsibility(evidence)}
${blocks.join("\n")}
</main>
</body>
</html>
`;
}
