import { CERTIFICATE } from "../../aws/certificate";
import { only, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "acm-key-strength",
  title: "Certificates have keys that are strong enough",
  severity: "high",
  scope: "resource",
  types: [CERTIFICATE],
  frameworks: { fsbp: ["ACM.2"], "pci-dss-4": ["3.7.1"] },
  links: ["https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html"],
  options: optionsOf({
    allowed: names("Key algorithms that are accepted.", [
      "RSA_2048",
      "RSA_3072",
      "RSA_4096",
      "EC_prime256v1",
      "EC_secp384r1",
      "EC_secp521r1",
    ]),
  }),
  fix: "set keyAlgorithm to RSA_2048 or stronger, or to an EC algorithm",
  check({ resource, options, expect }) {
    const algorithm = resource.get("keyAlgorithm");
    // ACM's own default is RSA_2048.
    const strong = algorithm.matches(
      (text) => options.allowed.includes(text),
      options.allowed.includes("RSA_2048"),
    );
    expect(strong, algorithm, `the key algorithm is ${algorithm.shown ?? "RSA_2048"}`);
  },
  compliant: only(CERTIFICATE, { domainName: "api.example.com", keyAlgorithm: "EC_prime256v1" }),
  violations: { "RSA 1024": wrong("keyAlgorithm", "RSA_1024") },
});
