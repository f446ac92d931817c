import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WorkflowDefinitionError } from "../../../infra/messaging/definition";
import { bindDefinition, readDefinition } from "../../../infra/messaging/definition";

describe("definitions of workflows", () => {
  let folder: string;
  const fileWith = (text: string): string => {
    const file = join(folder, "w.asl.json");
    writeFileSync(file, text);
    return file;
  };
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "definition-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("get the values for their placeholders", () => {
    const text = readDefinition(fileWith('{"A": "${pay}", "B": "${pay}:${ship}"}'), ["pay", "ship"]);
    assert.deepEqual(JSON.parse(bindDefinition(text, { pay: "arn:p", ship: "arn:s" })), {
      A: "arn:p",
      B: "arn:p:arn:s",
    });
  });

  it("are refused with everything that does not fit, at once", () => {
    assert.throws(
      () => readDefinition(fileWith('{"A": "${pays}",'), ["pay", "ship"]),
      (error: WorkflowDefinitionError) =>
        error.code === "GH1134" &&
        error.problems.length === 4 &&
        ["did you mean ${pay}?", "nothing uses ${ship}", "not JSON"].every((part) =>
          error.message.includes(part),
        ),
    );
  });
});
