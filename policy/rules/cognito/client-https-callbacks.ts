import { only, wrong } from "../../model/fixture";
import { optionsOf, productionStages } from "../../model/options";
import { defineRule } from "../../model/rule";

const CLIENT = "aws:cognito/userPoolClient:UserPoolClient";
const PROPERTIES = ["callbackUrls", "logoutUrls", "defaultRedirectUri"] as const;

/** The computer itself, by name or address; the URL class cannot be fooled by `http://localhost.example.com`. */
function isLocal(text: string): boolean {
  const host = URL.canParse(text) ? new URL(text).hostname : "";
  return ["localhost", "127.0.0.1", "[::1]"].includes(host);
}

const isWeb = (text: string): boolean => /^https?:/i.test(text);

export default defineRule({
  id: "client-https-callbacks",
  title: "Sign-in returns to HTTPS addresses only, and in production never to localhost",
  severity: "high",
  scope: "resource",
  types: [CLIENT],
  frameworks: {
    "nist-800-53-r5": ["IA-2", "SC-8"],
    "pci-dss-4": ["4.2"],
    soc2: ["CC6.1", "CC6.7"],
    "iso-27001": ["A.5.16", "A.8.20"],
  },
  links: [
    "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-app-idp-settings.html",
  ],
  choice: "Schemes of native apps (myapp://…) are allowed: Cognito supports them, and PKCE guards the code.",
  options: optionsOf({ productionStages }),
  fix: "use https:// addresses without wildcards; keep localhost to the stages for development",
  check({ resource, stack, options, expect }) {
    const production = options.productionStages.includes(stack.name);
    for (const property of PROPERTIES) {
      const urls = resource.get(property);
      if (urls.unknown) expect("unknown", urls, "the addresses are not known yet");
      for (const url of urls.items) {
        const shown = url.shown ?? "the address";
        expect(
          url.matches((text) => !text.includes("*")),
          url,
          `${shown} has a wildcard`,
        );
        expect(
          url.matches((text) => !isWeb(text) || /^https:/i.test(text) || isLocal(text)),
          url,
          `${shown} carries the code unencrypted`,
        );
        if (production)
          expect(
            url.matches((text) => !isLocal(text)),
            url,
            `${shown} hands production sign-ins to any program on the user's computer`,
          );
      }
    }
    expect(true, "callbackUrls", "");
  },
  compliant: only(CLIENT, {
    callbackUrls: ["https://shop.example.com/callback", "shop://callback"],
    logoutUrls: ["https://shop.example.com/"],
  }),
  violations: {
    "plain http": wrong(["callbackUrls", 0], "http://shop.example.com/callback", "callbackUrls[0]"),
    "a name that begins with localhost": wrong(
      ["logoutUrls", 0],
      "http://localhost.example.com/",
      "logoutUrls[0]",
    ),
    wildcard: wrong(["callbackUrls", 0], "https://*.example.com/", "callbackUrls[0]"),
    "localhost in production": wrong(
      ["callbackUrls", 0],
      "http://localhost:3000/callback",
      "callbackUrls[0]",
    ),
  },
});
