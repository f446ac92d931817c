import { VPC_ENDPOINT } from "../../aws/vpc";
import { isEvery, isEveryActionOfSome } from "../../documents/breadth";
import { isReadable, readPolicy } from "../../documents/policy-document";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, implies, not } from "../../model/truth";

/** Bucket ARNs have no account, so this takes in the buckets of everybody. */
const isEveryBucket = (text: string): boolean => isEvery("s3", "", text);

const policy = (changes: object = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: "*",
        Action: ["dynamodb:GetItem", "dynamodb:PutItem"],
        Resource: "arn:aws:dynamodb:eu-central-1:000000000000:table/users",
        ...changes,
      },
    ],
  });

export default defineRule({
  id: "vpce-policy-limited",
  title: "An endpoint has a policy of its own, narrower than full access",
  severity: "medium",
  scope: "resource",
  types: [VPC_ENDPOINT],
  frameworks: { "pci-dss-4": ["1.3.1", "7.3.1"] },
  links: ["https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html"],
  choice:
    "Principal * is normal in an endpoint policy; what counts is that not every action on every resource is allowed to anyone. " +
    "A condition on the caller's account or organisation makes a statement narrow enough.",
  options: noOptions,
  fix: "set policy to the actions and resources that are needed, or to callers of your own account",
  check({ resource, expect, notApplicable }) {
    const type = resource.get("vpcEndpointType");
    const policed = type.matches((text) => ["Gateway", "Interface"].includes(text), true);
    if (policed === false) return notApplicable();
    const at = resource.get("policy");
    const document = readPolicy(at);
    expect(
      implies(policed, document.state === "unknown" ? "unknown" : document.state !== "absent"),
      at,
      "without a policy the endpoint lets data out to anyone's account",
    );
    expect(isReadable(document), at, "the endpoint policy is not a JSON policy document");
    for (const statement of document.statements) {
      const full = all([
        statement.allows,
        statement.everyone,
        any([
          statement.coversAllActions,
          statement.actions.some((item) => item.matches(isEveryActionOfSome)),
        ]),
        any([statement.coversAllResources, statement.resources.some((item) => item.matches(isEveryBucket))]),
        not(statement.narrowed),
      ]);
      expect(implies(policed, not(full)), statement.at, `${statement.label} is the default: full access`);
    }
  },
  compliant: only(VPC_ENDPOINT, { vpcEndpointType: "Gateway", policy: policy() }),
  violations: {
    "no policy": wrong("policy", undefined, "policy"),
    // An endpoint leads to one service, so all of that service is all there is.
    "full access to its service": wrong(
      "policy",
      policy({ Action: "dynamodb:*", Resource: "*" }),
      "policy.Statement[0]",
    ),
    "full access to every bucket": wrong(
      "policy",
      policy({ Action: "s3:*", Resource: "arn:aws:s3:::*" }),
      "policy.Statement[0]",
    ),
    "full access": wrong("policy", policy({ Action: "*", Resource: "*" }), "policy.Statement[0]"),
  },
});
