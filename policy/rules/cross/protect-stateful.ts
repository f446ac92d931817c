import { only, type Violation } from "../../model/fixture";
import { optionsOf, productionStages } from "../../model/options";
import { defineRule } from "../../model/rule";

const POOL = "aws:cognito/userPool:UserPool";

const unprotected: Violation = {
  property: "",
  change: (fixture) => ({
    ...fixture,
    resources: fixture.resources.map((item) => ({ ...item, protect: false })),
  }),
};

export default defineRule({
  id: "protect-stateful",
  title: "What cannot be made again is protected from deletion in production",
  severity: "medium",
  scope: "resource",
  types: [
    POOL,
    "aws:apigateway/domainName:DomainName",
    "aws:apigatewayv2/domainName:DomainName",
    "aws:dynamodb/table:Table",
    "aws:kinesis/stream:Stream",
    "aws:kms/key:Key",
    "aws:route53/zone:Zone",
  ],
  frameworks: {},
  links: ["https://www.pulumi.com/docs/iac/concepts/resources/options/protect/"],
  choice:
    "Users, keys, records and the names that callers know do not come back with the next deployment; deletion protection of the service is asked for beside it, because it does not stop a replacement at preview.",
  options: optionsOf({ stages: productionStages }),
  fix: "set the resource option protect to true",
  check({ resource, stack, options, expect, notApplicable }) {
    if (!options.stages.includes(stack.name)) return notApplicable();
    expect(resource.protect, "", "one wrong line in the program deletes it, with all that it holds");
  },
  compliant: { resources: only(POOL, {}).resources.map((item) => ({ ...item, protect: true })) },
  violations: { unprotected },
});
