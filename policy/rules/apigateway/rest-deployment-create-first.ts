import { REST_API } from "../../aws/rest-method";
import { extra, ref, stackOf } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const DEPLOYMENT = "aws:apigateway/deployment:Deployment";

export default defineRule({
  id: "rest-deployment-create-first",
  title: "A deployment and its API are replaced before they are deleted",
  severity: "low",
  scope: "resource",
  types: [DEPLOYMENT, REST_API],
  frameworks: {},
  links: [
    "https://www.pulumi.com/docs/iac/concepts/resources/options/deletebeforereplace/",
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-deployments.html",
  ],
  choice: "Pulumi creates first unless told otherwise, so only the option that turns it around is wrong.",
  options: noOptions,
  fix: "take deleteBeforeReplace off",
  check({ resource, expect }) {
    expect(
      !resource.deleteBeforeReplace,
      "",
      resource.type === REST_API
        ? "nothing answers between the deletion of the API and its replacement"
        : "API Gateway refuses to delete a deployment that a stage still shows",
    );
  },
  compliant: stackOf(
    { type: REST_API, name: "api", props: {} },
    { type: DEPLOYMENT, name: "subject", props: { restApi: ref("api", "id") } },
  ),
  violations: {
    "deployment deleted first": extra(
      { type: DEPLOYMENT, name: "subject", props: {}, deleteBeforeReplace: true },
      "",
    ),
    "API deleted first": extra({ type: REST_API, name: "api", props: {}, deleteBeforeReplace: true }, ""),
  },
});
