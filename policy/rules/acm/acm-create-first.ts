import { CERTIFICATE } from "../../aws/certificate";
import { extra, only } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "acm-create-first",
  title: "A certificate is replaced before it is deleted",
  severity: "low",
  scope: "resource",
  types: [CERTIFICATE],
  frameworks: {},
  links: [
    "https://www.pulumi.com/docs/iac/concepts/resources/options/deletebeforereplace/",
    "https://docs.aws.amazon.com/acm/latest/userguide/gs-acm-delete.html",
  ],
  choice:
    "Pulumi creates first unless told otherwise; a certificate in use cannot be deleted, so the other way round the update stops halfway.",
  options: noOptions,
  fix: "take deleteBeforeReplace off",
  check({ resource, expect }) {
    expect(!resource.deleteBeforeReplace, "", "ACM refuses to delete a certificate that a domain still uses");
  },
  compliant: only(CERTIFICATE, { domainName: "api.example.com" }),
  violations: {
    "deleted first": extra(
      {
        type: CERTIFICATE,
        name: "subject",
        props: { domainName: "api.example.com" },
        deleteBeforeReplace: true,
      },
      "",
    ),
  },
});
