import { CERTIFICATE } from "../../aws/certificate";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { keyed } from "../../model/keyed";
import { ANY_KEY } from "../../model/keys";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";

const RECORD = "aws:route53/record:Record";

/** Records by their names, and by what their names and values were computed from. */
const recordsByName = keyed([RECORD], (record) => {
  const name = record.get("name");
  const sources = ["name", "records"].flatMap((key) => record.dependenciesOf(key));
  return [...sources, name.unknown ? ANY_KEY : bare(name.text ?? "")];
});

export default defineRule({
  id: "acm-dns-validation",
  title: "Certificates are validated by DNS, with the records in the zone",
  severity: "medium",
  scope: "stack",
  types: [CERTIFICATE],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html"],
  choice: "Imported certificates, and those of a private authority, have nothing to validate.",
  options: optionsOf({
    elsewhere: names("Logical names of certificates whose records another stack or provider keeps.", []),
  }),
  fix: "set validationMethod to DNS and make the records from domainValidationOptions, so that ACM can renew the certificate",
  check({ resource, stack, options, expect, notApplicable }) {
    const imported = resource.get("certificateBody").state !== "absent";
    if (imported || resource.get("certificateAuthorityArn").state === "known") return notApplicable();
    const method = resource.get("validationMethod");
    expect(
      method.is("DNS"),
      method,
      `the method is ${method.shown ?? "not set"}: each renewal waits for a person`,
    );
    if (options.elsewhere.includes(resource.name)) return;
    const wanted = resource.outputs.get("domainValidationOptions").items.flatMap((option) => {
      const name = option.get("resourceRecordName").text;
      return name === undefined ? [] : [bare(name)];
    });
    expect(
      recordsByName(stack).has(resource.urn, ...wanted),
      "",
      "no record in the stack proves the domain: the certificate stays pending",
    );
  },
  compliant: stackOf(
    { type: CERTIFICATE, name: "subject", props: { domainName: "api.example.com", validationMethod: "DNS" } },
    {
      type: RECORD,
      name: "record",
      props: { type: "CNAME", name: ref("subject", "recordName"), records: [ref("subject", "recordValue")] },
    },
  ),
  violations: {
    "by mail": wrong("validationMethod", "EMAIL"),
    "no method": wrong("validationMethod", undefined),
    "no record": missing("record", ""),
  },
});

/** Names with and without the final dot are the same. */
const bare = (name: string): string => name.toLowerCase().replace(/\.$/, "");
