import { openApiBody } from "../../aws/openapi-body";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any } from "../../model/truth";

const REST_API = "aws:apigateway/restApi:RestApi";
const PLAN = "aws:apigateway/usagePlan:UsagePlan";
const notBlank = (text: string): boolean => text.trim() !== "";

export default defineRule({
  id: "resource-description",
  title: "An API and a usage plan say what they are for",
  severity: "low",
  scope: "resource",
  types: [REST_API, PLAN],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/apigateway/latest/api/API_RestApi.html"],
  choice:
    "The description in an OpenAPI body counts: the import sets the API's from it. Authorizers have none in AWS; keys, functions and security groups have rules of their own.",
  options: noOptions,
  fix: "set description, or info.description in the OpenAPI body",
  check({ resource, expect }) {
    const own = resource.get("description");
    const { document } = openApiBody(resource);
    const imported =
      resource.type === REST_API ? document.get("info", "description").matches(notBlank) : false;
    expect(any([own.matches(notBlank), imported]), own, "the console and the next reader see a name only");
  },
  compliant: stackOf(
    { type: PLAN, name: "subject", props: { description: "Partners" } },
    {
      type: REST_API,
      name: "api",
      props: { body: JSON.stringify({ info: { description: "The storefront" } }) },
    },
  ),
  violations: {
    "usage plan": wrong("description", undefined),
    "empty in the API": wrong("body", JSON.stringify({ info: { title: "x" } }), "description", "api"),
  },
});
