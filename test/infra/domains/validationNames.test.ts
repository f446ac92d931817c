import assert from "node:assert/strict";
import fc from "fast-check";
import { optionFor, validationNames } from "../../../infra/domains/validationNames";

const option = (domainName: string) => ({
  domainName,
  resourceRecordName: `_x.${domainName.replace("*.", "")}.`,
  resourceRecordType: "CNAME",
  resourceRecordValue: "_y.acm-validations.aws.",
});

describe("validationNames", () => {
  it("makes one record for a domain and its wildcard", () => {
    assert.deepEqual(validationNames(["example.com", "*.example.com"]), ["example.com"]);
  });

  it("makes no name twice, and finds an option for each in whatever order ACM answers", () => {
    const name = fc.tuple(fc.boolean(), fc.constantFrom("a.example", "b.example", "c.example"));
    const names = fc.array(
      name.map(([wild, host]) => (wild ? `*.${host}` : host)),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(names, (domainNames) => {
        const wanted = validationNames(domainNames);
        assert.equal(new Set(wanted).size, wanted.length);
        const options = [...domainNames].reverse().map(option);
        const records = wanted.map((one) => optionFor(one, options).resourceRecordName);
        assert.equal(new Set(records).size, wanted.length);
        for (const { resourceRecordName } of options) assert.ok(records.includes(resourceRecordName));
      }),
    );
  });
});
