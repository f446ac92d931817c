/** What a rule is written with: the whole of it is in docs/write-a-rule.md. */
export { evaluate, type Outcome } from "./model/evaluate";
export {
  extra,
  FIXTURE_DAY,
  type Fixture,
  type FixtureResource,
  fixtureStack,
  missing,
  moved,
  only,
  ref,
  stackOf,
  type Violation,
  wrong,
} from "./model/fixture";
export { keyed } from "./model/keyed";
export { ANY_KEY, type Key, type Keyed } from "./model/keys";
export { integer, names, noOptions, optionsOf, productionStages } from "./model/options";
export { Resource } from "./model/resource";
export { type Check, defineRule, FRAMEWORKS, type Rule, SEVERITIES, type Severity } from "./model/rule";
export { Stack } from "./model/stack";
export { all, any, implies, not, type Truth } from "./model/truth";
export { Value } from "./model/value";
