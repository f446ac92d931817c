import { openApiBody } from "../../aws/openapi-body";
import { V2_API } from "../../aws/v2-api";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, not } from "../../model/truth";

/** `*`, and the `https://*` that API Gateway takes too. */
const isWild = (origin: string): boolean => /^(https?:\/\/)?\*$/.test(origin);
const withBody = (cors: Readonly<Record<string, unknown>>) =>
  JSON.stringify({ openapi: "3.0.1", paths: {}, "x-amazon-apigateway-cors": cors });

export default defineRule({
  id: "http-cors-no-wildcard-credentials",
  title: "An HTTP API does not allow credentials from every origin",
  severity: "high",
  scope: "resource",
  types: [V2_API],
  frameworks: { "nist-800-53-r5": ["AC-4"], "pci-dss-4": ["6.4.1"], soc2: ["CC6.1"] },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html"],
  options: noOptions,
  fix: "list the origins in allowOrigins, or leave allowCredentials off",
  check({ resource, expect, notApplicable }) {
    const body = openApiBody(resource);
    const found = [
      resource.get("corsConfiguration"),
      body.state === "known" ? body.document.get("x-amazon-apigateway-cors") : body.document,
    ].filter((cors) => cors.state !== "absent" && body.state !== "unreadable");
    if (found.length === 0) return notApplicable();
    for (const cors of found) {
      const origins = cors.get("allowOrigins");
      const wild = origins.some((item) => item.matches(isWild));
      expect(
        not(all([cors.get("allowCredentials").isTrue(), wild])),
        cors.unknown ? cors : origins,
        "pages of every site can call the API with the cookies of its users",
      );
    }
  },
  compliant: only(V2_API, {
    protocolType: "HTTP",
    corsConfiguration: { allowOrigins: ["https://shop.example.com"], allowCredentials: true },
    body: withBody({ allowOrigins: ["*"] }),
  }),
  violations: {
    "every origin": wrong(["corsConfiguration", "allowOrigins", 0], "*", "corsConfiguration.allowOrigins"),
    "every https origin": wrong(
      ["corsConfiguration", "allowOrigins", 0],
      "https://*",
      "corsConfiguration.allowOrigins",
    ),
    "in the document": wrong(
      "body",
      withBody({ allowOrigins: ["*"], allowCredentials: true }),
      "body.x-amazon-apigateway-cors.allowOrigins",
    ),
  },
});
