import type { Rule } from "../../model/rule";
import noIgnoreChangesOnGuarded from "./no-ignore-changes-on-guarded";
import protectStateful from "./protect-stateful";
import regionAllowed from "./region-allowed";
import resourceDescription from "./resource-description";
import resourceTags from "./resource-tags";
import secretOutputs from "./secret-outputs";

/** The rules for every service. */
export const crossRules: readonly Rule[] = [
  noIgnoreChangesOnGuarded,
  protectStateful,
  regionAllowed,
  resourceDescription,
  resourceTags,
  secretOutputs,
];
