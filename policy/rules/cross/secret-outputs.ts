import { stackOf, type Violation } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const API_KEY = "aws:apigateway/apiKey:ApiKey";
const CLIENT = "aws:cognito/userPoolClient:UserPoolClient";

/** Outputs that are credentials, per type. */
const CREDENTIALS: Readonly<Record<string, string>> = { [API_KEY]: "value", [CLIENT]: "clientSecret" };

const forgotten = (name: string, property: string): Violation => ({
  property,
  change: (fixture) => ({
    resources: fixture.resources.map((item) =>
      item.name === name ? { ...item, additionalSecretOutputs: [] } : item,
    ),
  }),
});

export default defineRule({
  id: "secret-outputs",
  title: "Credentials are marked secret in the state",
  severity: "high",
  scope: "resource",
  types: Object.keys(CREDENTIALS),
  frameworks: {},
  links: ["https://www.pulumi.com/docs/iac/concepts/secrets/"],
  options: noOptions,
  fix: "add the output to additionalSecretOutputs (the Node.js SDK does it by itself)",
  check({ resource, expect }) {
    const property = CREDENTIALS[resource.type] ?? "";
    const input = resource.get(property);
    const secret =
      resource.additionalSecretOutputs.includes(property) ||
      input.secret ||
      resource.outputs.get(property).secret;
    expect(secret, property, `${property} is written to the state in the clear`);
  },
  compliant: stackOf(
    {
      type: CLIENT,
      name: "client",
      props: { generateSecret: true },
      additionalSecretOutputs: ["clientSecret"],
    },
    { type: API_KEY, name: "key", props: {}, additionalSecretOutputs: ["value"] },
  ),
  violations: {
    "client secret": forgotten("client", "clientSecret"),
    "key value": forgotten("key", "value"),
  },
});
