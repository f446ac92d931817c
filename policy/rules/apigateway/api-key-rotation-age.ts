import { z } from "zod";
import { daysBetween } from "../../aws/calendar";
import { API_KEY } from "../../aws/usage-plan";
import { FIXTURE_DAY, only, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "api-key-rotation-age",
  title: "An API key says since when it is in use, or by when it is replaced, and that is soon",
  severity: "medium",
  scope: "resource",
  types: [API_KEY],
  frameworks: { "pci-dss-4": ["8.6.3"] },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-setup-api-keys.html"],
  choice:
    "API Gateway keeps no age that a program could see before the key exists, so a tag carries it. One of the two tags is enough; a date to come must lie within the same number of days.",
  options: optionsOf({
    days: integer("Days that a key may be in use.", 90, 1),
    createdTag: z.string().default("created").describe("Tag with the day of creation, YYYY-MM-DD."),
    rotateByTag: z.string().default("rotate-by").describe("Tag with the last day of use, YYYY-MM-DD."),
  }),
  fix: "replace the key, and tag the new one with the day: created: YYYY-MM-DD",
  check({ resource, options, today, expect }) {
    const tags = resource.get("tags");
    const created = tags.get(options.createdTag);
    const rotateBy = tags.get(options.rotateByTag);
    if (created.state === "absent" && rotateBy.state === "absent")
      return expect(
        false,
        tags,
        `neither ${options.createdTag} nor ${options.rotateByTag} tells the age of the key`,
      );
    if (created.state !== "absent") {
      const age = daysBetween(created, today);
      expect(
        created.unknown ? "unknown" : age !== undefined && age >= 0 && age <= options.days,
        created,
        age === undefined || age < 0
          ? "this is no day in the past, written YYYY-MM-DD"
          : `the key is ${age} days old`,
      );
    }
    if (rotateBy.state !== "absent") {
      const left = daysBetween(rotateBy, today);
      const days = left === undefined ? undefined : -left;
      expect(
        rotateBy.unknown ? "unknown" : days !== undefined && days >= 0 && days <= options.days,
        rotateBy,
        days === undefined
          ? "this is no day, written YYYY-MM-DD"
          : days < 0
            ? "the key should have been replaced by now"
            : `the key may stay for ${days} days more`,
      );
    }
  },
  compliant: {
    resources: [
      ...only(API_KEY, { tags: { created: FIXTURE_DAY } }).resources,
      { type: API_KEY, name: "planned", props: { tags: { "rotate-by": "2026-03-31" } } },
    ],
  },
  violations: {
    "no tag": wrong("tags", undefined),
    "too old": wrong(["tags", "created"], "2025-10-01"),
    "created tomorrow": wrong(["tags", "created"], "2026-01-16"),
    "no day": wrong(["tags", "created"], "last summer"),
    "past its last day": wrong(["tags", "rotate-by"], "2026-01-14", "tags.rotate-by", "planned"),
    "a last day far off": wrong(["tags", "rotate-by"], "2027-01-01", "tags.rotate-by", "planned"),
  },
});
