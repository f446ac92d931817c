import assert from "node:assert/strict";
import { formatJson, formatText, type DeploymentResource } from "../../../policy/guard";
import { KEY, guard, stack, urn } from "../shop";

describe("the report", () => {
  it("fits the width, names everything a reviewer needs, and lists nothing that passed", () => {
    const text = formatText({ verdict: guard() }, { width: 80 });
    assert.ok(!text.includes("\u001b"));
    for (const part of [
      "CRITICAL",
      "kms-deletion-window",
      urn(KEY, "short"),
      "infra/keys.ts:12:5",
      "fix:",
      "AWS FSBP KMS.3",
      "refused",
    ])
      assert.ok(text.includes(part), part);
    assert.ok(!text.includes("kms-no-lockout-bypass"));
    for (const line of text.split("\n")) assert.ok(line.length <= 80 || line.includes("urn:pulumi:"), line);
  });

  it("passes no control characters of the program on", () => {
    const topic = "aws:acm/certificate:Certificate";
    const text = formatText({
      verdict: guard({
        resources: [
          { urn: `${urn(topic, "x")}\u001b[2J`, type: topic, inputs: { keyAlgorithm: "a\u001b[31mb" } },
        ],
      }),
    });
    assert.ok(!text.includes("\u001b"));
  });

  it("shows no secret", () => {
    const type = "aws:acm/certificate:Certificate";
    const hidden = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      plaintext: '"hunter2"',
    };
    const verdict = guard({ resources: [{ urn: urn(type, "x"), type, inputs: { keyAlgorithm: hidden } }] });
    assert.equal(verdict.findings.length, 1);
    assert.ok(!formatJson({ verdict }).includes("hunter2"));
  });

  it("as JSON is one versioned document with the same findings in the same order", () => {
    const verdict = guard();
    const parsed = JSON.parse(formatJson({ verdict })) as { schema: string; findings: unknown };
    assert.equal(parsed.schema, "gatehouse/verdict/1");
    assert.deepEqual(parsed.findings, JSON.parse(JSON.stringify(verdict.findings)));
  });

  it("is the same for the same stack in any order", () => {
    const text = (resources: readonly DeploymentResource[]) => formatText({ verdict: guard({ resources }) });
    assert.equal(text([...stack].reverse()), text(stack));
  });
});
