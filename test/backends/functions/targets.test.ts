import assert from "node:assert/strict";
import { arnOf, graphOf, lambda, resource } from "../graphs";
import { payload, rehearseFunctions } from "./fixture";

describe("functions: targets", () => {
  const rehearsal = rehearseFunctions();
  it("may be names, ARNs, versions, aliases and API Gateway's invoke ARNs", async () => {
    const alias = resource("aws:lambda/alias:Alias", "live", {
      name: "live",
      functionName: "fn",
      functionVersion: "3",
    });
    const fn = lambda("fn", "exports.handler = async (e, c) => c.invokedFunctionArn", { publish: true });
    rehearsal.open(graphOf({ ...fn, outputs: { ...fn.outputs, version: "3" } }, alias));
    const arn = arnOf("fn");
    const targets: [string, string][] = [
      ["fn", arn],
      ["fn:live", `${arn}:live`],
      [arn, arn],
      [`${arn}:3`, `${arn}:3`],
      ["123456789012:function:fn", arn],
      [
        `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${arn}:live/invocations`,
        `${arn}:live`,
      ],
    ];
    for (const [target, invoked] of targets)
      assert.equal(payload(await rehearsal.functions.invoke(target, {})), invoked);
  });
});
