import { FUNCTION_URL } from "../../aws/function";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

export default defineRule({
  id: "lambda-url-cors",
  title: "A function URL does not answer scripts of every web site",
  severity: "medium",
  scope: "resource",
  types: [FUNCTION_URL],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html"],
  options: noOptions,
  fix: "list the origins of your own sites in cors.allowOrigins",
  check({ resource, expect, notApplicable }) {
    const cors = resource.get("cors");
    if (cors.state === "absent") return notApplicable();
    const origins = cors.get("allowOrigins");
    expect(
      not(origins.some((origin) => origin.matches((text) => /^(\*|https?:\/\/\*)$/.test(text)))),
      origins,
      "scripts of every web site may read the answers",
    );
  },
  compliant: only(FUNCTION_URL, { cors: { allowOrigins: ["https://shop.example.com"] } }),
  violations: {
    "every site": wrong(["cors", "allowOrigins"], ["*"], "cors.allowOrigins"),
    "every HTTPS site": wrong(["cors", "allowOrigins"], ["https://*"], "cors.allowOrigins"),
  },
});
