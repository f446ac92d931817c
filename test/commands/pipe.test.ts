import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

describe("a closed pipe", () => {
  it("ends a command without a stack trace", () => {
    const command = "{ node bin/gatehouse.js plan --stage dev | head -n 1 > /dev/null; } 2>&1";
    const output = execFileSync("bash", ["-c", command], {
      cwd: resolve(__dirname, "../.."),
      encoding: "utf8",
    });
    assert.equal(output, "");
  });
});
