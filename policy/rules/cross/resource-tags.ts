import { TAGGABLE_TYPES } from "../../aws/taggable-types";
import { only, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any } from "../../model/truth";

const TABLE = "aws:dynamodb/table:Table";

export default defineRule({
  id: "resource-tags",
  title: "A resource bears the tags that were agreed on",
  severity: "low",
  scope: "resource",
  types: TAGGABLE_TYPES,
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
  ],
  choice:
    "Without a list of names any tag will do, as in Security Hub's tagging controls; a provider's default tags count.",
  options: optionsOf({ required: names("Keys of the tags that each resource must have.", []) }),
  fix: "set tags, or defaultTags on the provider",
  check({ resource, options, expect }) {
    const tags = resource.get("tags");
    const all = resource.get("tagsAll");
    const some = any(
      [tags, all].map((value) =>
        value.unknown ? "unknown" : value.entries.some(([key]) => !key.startsWith("aws:")),
      ),
    );
    expect(some, tags, "nothing tells whose resource this is and what it is for");
    if (some !== true) return;
    for (const key of options.required)
      expect(any([tags.get(key).present, all.get(key).present]), tags, `the tag ${key} is missing`);
  },
  compliant: only(TABLE, { tags: { project: "gatehouse" } }),
  violations: { none: wrong("tags", undefined), empty: wrong("tags", {}) },
});
