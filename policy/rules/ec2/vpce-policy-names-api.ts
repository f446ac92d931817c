import { z } from "zod";
import { REST_API } from "../../aws/rest-method";
import { VPC_ENDPOINT } from "../../aws/vpc";
import { parseArn } from "../../documents/arn";
import { readPolicy } from "../../documents/policy-document";
import { stackOf, wrong } from "../../model/fixture";
import { keyed } from "../../model/keyed";
import { ANY_KEY } from "../../model/keys";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, not, type Truth } from "../../model/truth";
import { queuePolicy } from "../sqs/queue-policy.fixture";

const INVOKE = "execute-api:Invoke";
const allow = (resource: unknown) =>
  queuePolicy({ Effect: "Allow", Principal: "*", Action: INVOKE, Resource: resource });

const apisById = keyed([REST_API], ({ id }) => [id.text ?? ANY_KEY]);

export default defineRule({
  id: "vpce-policy-names-api",
  title: "The endpoint for execute-api leads to this stack's APIs only",
  severity: "medium",
  scope: "stack",
  types: [VPC_ENDPOINT],
  frameworks: { "nist-800-53-r5": ["AC-6"] },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-endpoint-policies.html",
  ],
  choice:
    "With any wider policy the endpoint also leads to private APIs of other accounts, which is a way to carry data out.",
  options: optionsOf({
    otherApis: names("Ids of APIs outside of the stack that may be called.", []),
    wholeAccount: z
      .boolean()
      .default(false)
      .describe(
        "Whether every API of the endpoint's own account may be called: for a stack whose private API names the endpoint, which then cannot name the API.",
      ),
  }),
  fix: "list the execution ARNs of the stack's APIs as Resource of the endpoint's policy",
  check({ resource, stack, options, expect, notApplicable }) {
    const service = resource.get("serviceName").matches((text) => text.endsWith(".execute-api"));
    if (service === false) return notApplicable();
    const at = resource.get("policy");
    const document = readPolicy(at);
    const readable: Truth = document.state === "unknown" ? "unknown" : document.state === "known";
    expect(any([not(service), readable]), at, "without a policy the endpoint leads to every private API");
    const apis = apisById(stack);
    const isNamed = (id: string): boolean => options.otherApis.includes(id) || apis.of(id).length > 0;
    const account = resource.get("ownerId").text ?? parseArn(resource.get("arn").text)?.account;
    const ownAccount = (text: string): Truth => {
      const named = parseArn(text)?.account ?? "";
      return /^\d{12}$/.test(named) && (account === undefined ? "unknown" : named === account);
    };
    for (const statement of document.statements) {
      const applies = all([service, statement.allows, statement.coversAction(INVOKE)]);
      const listed = statement.resources.every((item) => {
        const named = item.matches((text) => isNamed(parseArn(text)?.resource.split("/")[0] ?? ""));
        const open = item.matches((text) => /^[*?]*$/.test(parseArn(text)?.resource.split("/")[0] ?? ""));
        const own = options.wholeAccount && item.text !== undefined ? ownAccount(item.text) : false;
        return any([named, own, open === false ? apis.others : false]);
      });
      const narrow = all([not(statement.notResources.present), statement.resources.notEmpty, listed]);
      expect(any([not(applies), narrow]), statement.at, `${statement.label} leads to APIs of others`);
    }
  },
  compliant: stackOf(
    { type: REST_API, name: "api", props: { name: "shop" }, outputs: { id: "a1b2c3" } },
    {
      type: VPC_ENDPOINT,
      name: "subject",
      props: {
        serviceName: "com.amazonaws.eu-central-1.execute-api",
        vpcEndpointType: "Interface",
        policy: allow("arn:aws:execute-api:eu-central-1:000000000000:a1b2c3/*"),
      },
    },
  ),
  violations: {
    "no policy": wrong("policy", undefined),
    "every API": wrong("policy", allow("*"), "policy.Statement[0]"),
    "every API of the account": wrong(
      "policy",
      allow("arn:aws:execute-api:eu-central-1:000000000000:*"),
      "policy.Statement[0]",
    ),
    "an API of others": wrong(
      "policy",
      allow([
        "arn:aws:execute-api:eu-central-1:000000000000:a1b2c3/*",
        "arn:aws:execute-api:eu-central-1:111111111111:z9/*",
      ]),
      "policy.Statement[0]",
    ),
  },
});
