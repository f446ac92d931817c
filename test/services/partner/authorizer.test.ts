import assert from "node:assert/strict";
import { createAuthorizer } from "../../../services/partner/authorizer/authorize";
import type { CredentialsStore, Label } from "../../../services/partner/authorizer/credentialsStore";
import { stagePolicy } from "../../../services/partner/authorizer/policy";
import type { Credentials } from "../../../services/partner/credentials";

const pair = (n: number): Credentials => ({
  partner: "acme",
  apiKey: `key${n}`.padEnd(40, "k"),
  token: `token${n}`.padEnd(40, "t"),
});

/** Secrets Manager behind a memory that never forgets by itself. */
class Store implements CredentialsStore {
  readonly labels: Partial<Record<Label, Credentials>> = {};
  readonly remembered = new Map<Label, Credentials | undefined>();
  fetches = 0;

  read(_partner: string, label: Label, fresh: boolean): Promise<Credentials | undefined> {
    if (fresh || !this.remembered.has(label)) {
      this.fetches++;
      this.remembered.set(label, this.labels[label]);
    }
    return Promise.resolve(this.remembered.get(label));
  }
}

const presented = ({ partner, apiKey, token }: Credentials) => ({
  authorization: `Bearer ${partner}.${token}`,
  apiKey,
});

describe("the partner authorizer", () => {
  let store: Store;
  let now: number;
  const authorize = (what: { authorization: string | undefined; apiKey: string | undefined }) =>
    authorizer.authorize(what);
  let authorizer = createAuthorizer({ read: () => Promise.resolve(undefined) }, [], () => 0);

  beforeEach(() => {
    store = new Store();
    store.labels.AWSCURRENT = pair(2);
    store.labels.AWSPREVIOUS = pair(1);
    now = 1_000_000;
    authorizer = createAuthorizer(store, ["acme"], () => now);
  });

  it("knows the current pair, and the previous one", async () => {
    assert.equal(await authorize(presented(pair(2))), "acme");
    assert.equal(await authorize(presented(pair(1))), "acme");
  });

  it("knows no mixed pair, no other token, and nobody without one of the two", async () => {
    assert.equal(await authorize({ ...presented(pair(2)), apiKey: pair(1).apiKey }), undefined);
    assert.equal(await authorize(presented(pair(3))), undefined);
    assert.equal(await authorize({ ...presented(pair(2)), apiKey: undefined }), undefined);
    assert.equal(await authorize({ ...presented(pair(2)), authorization: undefined }), undefined);
  });

  it("asks nobody about names that no partner has, and about what is no token", async () => {
    for (const authorization of [
      `Bearer globex.${pair(2).token}`,
      "Bearer acme",
      "Bearer acme.short",
      `Basic ${pair(2).token}`,
      `Bearer ../acme.${pair(2).token}`,
      "",
    ])
      assert.equal(await authorize({ authorization, apiKey: pair(2).apiKey }), undefined);
    assert.equal(store.fetches, 0);
  });

  it("takes a new pair at once after a rotation, though it remembers the old one", async () => {
    assert.equal(await authorize(presented(pair(2))), "acme");
    store.labels.AWSCURRENT = pair(3);
    store.labels.AWSPREVIOUS = pair(2);
    assert.equal(await authorize(presented(pair(3))), "acme");
  });

  it("lets nobody make it ask Secrets Manager more than every ten seconds", async () => {
    for (let guess = 10; guess < 60; guess++) await authorize(presented(pair(guess)));
    const asked = store.fetches;
    assert.ok(asked <= 4, `${asked}`);
    now += 10_001;
    await authorize(presented(pair(99)));
    assert.equal(store.fetches, asked + 2);
  });

  it("has no partner before the first rotation", async () => {
    delete store.labels.AWSCURRENT;
    delete store.labels.AWSPREVIOUS;
    assert.equal(await authorize(presented(pair(2))), undefined);
  });

  it("allows the whole stage, so that the answer may be kept for every method", () => {
    const arn = "arn:aws-cn:execute-api:cn-north-1:123456789012:a1b2c3/dev/POST/orders/x/y";
    const { policyDocument, context, principalId } = stagePolicy("acme", arn);
    assert.deepEqual(policyDocument.Statement, [
      {
        Action: "execute-api:Invoke",
        Effect: "Allow",
        Resource: "arn:aws-cn:execute-api:cn-north-1:123456789012:a1b2c3/dev/*",
      },
    ]);
    assert.deepEqual([context, principalId], [{ partner: "acme" }, "acme"]);
  });
});
