import assert from "node:assert/strict";
import { Problem } from "../../services/shared/problem";
import type { Service } from "../../services/shared/service";
import type { Item, Table } from "../../services/shared/table";
import { create } from "../../services/storefront/operations/create";
import type { StoredUser } from "../../services/storefront/stored";
import { users } from "../../services/storefront/v1/users/users";
import { lambdaContext, proxyEvent } from "./support/event";

/** A service whose table takes, or fails as it is told, and whose work always runs. */
function serviceWith(add: (item: Item) => Promise<Item>): {
  service: Service<StoredUser>;
  counted: string[];
} {
  const counted: string[] = [];
  const service: Service<StoredUser> = {
    table: { create: add } as unknown as Table<StoredUser>,
    once: (_event, _context, _body, work) => work(),
    now: () => "2026-01-15T00:00:00.000Z",
    newId: () => "u-1",
    count: (metric) => void counted.push(metric),
  };
  return { service, counted };
}

describe("adding an item", () => {
  const post = (service: Service<StoredUser>) =>
    create(
      service,
      users,
      "UserCreated",
    )(
      proxyEvent("POST /users", undefined, { body: { name: "Ada", email: "ada@example.com" } }),
      lambdaContext,
    );

  it("counts what was added", async () => {
    const { service, counted } = serviceWith((item) => Promise.resolve(item));
    assert.equal((await post(service)).status, 201);
    assert.deepEqual(counted, ["UserCreated"]);
  });

  it("counts nothing when the table refused it", async () => {
    for (const failure of [new Problem(409), new Error("the table is throttled")]) {
      const { service, counted } = serviceWith(() => Promise.reject(failure));
      await assert.rejects(post(service), failure);
      assert.deepEqual(counted, []);
    }
  });
});
