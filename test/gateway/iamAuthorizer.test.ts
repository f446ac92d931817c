import assert from "node:assert/strict";

import { decideTogether } from "../../local/gateway/gates/iamAuthorizer";
import type { Verdict } from "../../local/gateway/policies/policy";
import { ACCOUNT, EXECUTION_ARN, rehearse } from "./fixture";
import type { ApiOptions, Json } from "./fixture";
import { ROLE, allowed, credentialsOf, iamApi, invoke } from "./iamApi";
import { signed } from "./signedRequest";

describe("AWS_IAM authorization", () => {
  it("lets a signed request pass, and names the caller to the function", () =>
    rehearse(allowed, async (rehearsal) => {
      const credentials = credentialsOf(allowed);
      const { path, sent } = await signed(rehearsal, {
        credentials,
        method: "POST",
        path: "/reports/a%20b",
        query: { tag: ["z", "a c"], empty: "" },
        body: '{"x":"ü"}',
      });
      assert.equal((await rehearsal.send(path, sent)).status, 200);
      const { identity } = rehearsal.events[0]?.requestContext as { identity: Json };
      assert.deepEqual(
        [identity.accessKey, identity.accountId, identity.caller, identity.user, identity.userArn],
        [
          credentials.accessKeyId,
          ACCOUNT,
          "AROAOPERATOR:rehearsal",
          "AROAOPERATOR:rehearsal",
          `arn:aws:sts::${ACCOUNT}:assumed-role/operator/rehearsal`,
        ],
      );
      assert.deepEqual(rehearsal.gateway.notices, []);
    }));

  it("gives credentials that look like the rehearsal's, the same each time", () => {
    const credentials = credentialsOf(allowed);
    assert.match(credentials.accessKeyId, /^ASIAGATEHOUSE[0-9A-F]{7}$/);
    assert.deepEqual(credentials, credentialsOf(allowed));
  });

  const everybody = {
    Effect: "Allow",
    Principal: "*",
    Action: "execute-api:Invoke",
    Resource: "execute-api:/*",
  };
  const decisions: readonly [string, ApiOptions, number][] = [
    ["no policy allows it", iamApi([]), 403],
    ["the identity's policy allows another method only", iamApi([invoke(`${EXECUTION_ARN}/dev/PUT/*`)]), 403],
    ["the resource policy alone allows it", iamApi([], everybody), 200],
    ["the resource policy names the role", iamApi([], { ...everybody, Principal: { AWS: ROLE } }), 200],
    [
      "the resource policy only delegates to the account",
      iamApi([], { ...everybody, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }),
      403,
    ],
    ["the resource policy denies", iamApi([invoke("*")], { ...everybody, Effect: "Deny" }), 403],
    [
      "a condition of the identity's policy cannot be decided",
      iamApi([{ ...invoke("*"), Condition: { StringEquals: { "aws:PrincipalTag/team": "x" } } }]),
      403,
    ],
  ];
  for (const [name, given, status] of decisions)
    it(`answers ${status} when ${name}`, () =>
      rehearse(given, async (rehearsal) => {
        const { path, sent } = await signed(rehearsal, {
          credentials: credentialsOf(given),
          path: "/reports/1",
        });
        const answer = await rehearsal.send(path, sent);
        assert.equal(answer.status, status);
        if (status === 403)
          assert.match(
            answer.body,
            /^\{"Message":"User: arn:aws:sts::.*assumed-role\/operator\/rehearsal is not authorized/,
          );
      }));

  it("decides by AWS's tables for the same and for another account", () => {
    const verdict = (effect: Verdict["effect"]): Verdict => ({ effect, coverage: "caller" });
    const table: readonly [Verdict["effect"], Verdict["effect"], boolean, boolean][] = [
      ["allow", "allow", true, true],
      ["allow", "silent", true, false],
      ["allow", "deny", false, false],
      ["silent", "allow", true, false],
      ["silent", "silent", false, false],
      ["silent", "deny", false, false],
      ["deny", "allow", false, false],
    ];
    for (const [identity, policy, same, cross] of table)
      assert.deepEqual(
        [true, false].map((own) => decideTogether(verdict(identity), verdict(policy), own)),
        [same, cross],
        `${identity} and ${policy}`,
      );
  });
});
