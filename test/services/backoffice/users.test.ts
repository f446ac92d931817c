import assert from "node:assert/strict";
import { operations } from "../../../services/backoffice/users/operations";
import type { UserRow } from "../../../services/backoffice/users/staffUser";
import { lambdaContext, proxyEvent } from "../support/event";

const SHOWN = {
  id: "u-1",
  name: "Ada Lovelace",
  email: "ada@example.com",
  version: 2,
  createdAt: "2026-01-15T00:00:00.000Z",
  updatedAt: "2026-02-15T00:00:00.000Z",
};
/** As version 2 of the storefront writes it. */
const STORED: UserRow = { ...SHOWN, givenName: "Ada", familyName: "Lovelace" };

describe("the back office's users", () => {
  const erased: string[] = [];
  const logged: unknown[] = [];
  const routes = operations(
    {
      get: () => Promise.resolve(STORED),
      scan: () => Promise.resolve({ items: [STORED], next: { id: "u-1" } }),
      remove: (id) => Promise.resolve(void erased.push(id)),
    },
    { info: (...entry: unknown[]) => void logged.push(entry) },
  );

  it("are what the contract says, one by one and in a list, whatever else the storefront keeps of them", async () => {
    const one = await routes["GET /users/{id}"](proxyEvent("GET /users/{id}", "u-1"), lambdaContext);
    assert.deepEqual(one.body, SHOWN);
    assert.deepEqual(one.headers, { ETag: '"2"' });
    const list = await routes["GET /users"](proxyEvent("GET /users", undefined), lambdaContext);
    const { items, nextCursor } = list.body as { items: unknown; nextCursor: unknown };
    assert.deepEqual(items, [SHOWN]);
    assert.match(String(nextCursor), /./);
  });

  it("are erased under the operator's name", async () => {
    const event = proxyEvent("DELETE /users/{id}", "u-1");
    Object.assign(event.requestContext.identity, {
      userArn: "arn:aws:sts::123456789012:assumed-role/ops/ada",
    });
    const answer = await routes["DELETE /users/{id}"](event, lambdaContext);
    assert.deepEqual([answer.status, erased], [204, ["u-1"]]);
    assert.deepEqual(logged, [
      ["erased a user", { id: "u-1", by: "arn:aws:sts::123456789012:assumed-role/ops/ada" }],
    ]);
  });
});
