import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CONTROLS } from "../../policy/controls";
import { POLICY_PAGE, UNDECIDED, policyPage } from "../../policy/docs";
import { rules } from "../../policy/rules/index";

describe("the page on the rules", () => {
  it("is the one that the rules give", () => {
    const committed = readFileSync(join(__dirname, "../..", POLICY_PAGE), "utf8");
    assert.ok(
      committed === policyPage(),
      `${POLICY_PAGE} is out of date: node -r ts-node/register policy/docs.ts`,
    );
  });

  it("has a section and a line for each rule, worst first", () => {
    const page = policyPage();
    const listed = [...page.matchAll(/^### (.+)$/gm)].map(([, id]) => id ?? "");
    assert.deepEqual([...listed].sort(), rules.map(({ id }) => id).sort());
    const severities = listed.map((id) => rules.find((rule) => rule.id === id)?.severity);
    assert.equal(severities.lastIndexOf("critical") < severities.indexOf("low"), true);
  });

  it("accounts for every control: by a rule, or by the reason why there is none", () => {
    const accounted = [...rules.map(({ id }) => id), ...Object.keys(UNDECIDED)];
    assert.deepEqual(accounted.sort(), Object.keys(CONTROLS).sort());
    for (const reason of Object.values(UNDECIDED)) assert.ok(reason.length > 40, reason);
  });

  it("names the well-known sets that have a control", () => {
    const page = policyPage(rules.filter(({ id }) => id === "rest-stage-access-log"));
    assert.match(
      page,
      /^- Also in: cdk-nag `AwsSolutions-APIG1` · Checkov `CKV_AWS_76` · Trivy `AWS-0001` · /m,
    );
    assert.match(page, /Of the 258 controls .*91 are in Checkov/);
  });

  it("shows each option with its default", () => {
    const page = policyPage(rules.filter(({ id }) => id === "log-group-retention-1y"));
    assert.match(page, /`minimumDays`: Least number of days\. Default: `365`/);
  });

  it("does not depend on the order of the rules", () => {
    assert.equal(policyPage([...rules].reverse()), policyPage());
  });
});
