import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { authorization, Rehearsal } from "./rehearsal";

describe("signing in with a browser", () => {
  let rehearsal: Rehearsal;
  afterEach(() => rehearsal.close());

  describe("the form", () => {
    it("says the same of a wrong password and of an unknown user, and keeps what was typed", async () => {
      rehearsal = await Rehearsal.open();
      for (const username of ["ada@example.com", "nobody@example.com"]) {
        const answer = await rehearsal.signIn(authorization(), { username, password: "wrong" });
        const page = await answer.text();
        assert.equal(answer.status, 400);
        assert.match(page, /Incorrect username or password\./);
        assert(page.includes(`value="${username}"`));
      }
    });

    it("escapes what it shows", async () => {
      rehearsal = await Rehearsal.open();
      const username = `"><script>alert(1)</script>`;
      const page = await (await rehearsal.signIn(authorization(), { username, password: "x" })).text();
      assert(!page.includes("<script>alert(1)"));
      assert(page.includes("&quot;&gt;&lt;script&gt;"));
    });

    it("is refused without its token, and from another site", async () => {
      rehearsal = await Rehearsal.open();
      const { username, password } = rehearsal.credentials("ada");
      const path = `/login?${authorization()}`;
      assert.equal((await rehearsal.post(path, { username, password })).status, 403);
      assert.equal(
        (await rehearsal.post(path, { username, password, _csrf: "x" }, { cookie: "XSRF-TOKEN=y" })).status,
        403,
      );
      const foreign: Record<string, string>[] = [
        { origin: "https://evil.example" },
        { origin: "null" },
        { "sec-fetch-site": "cross-site" },
      ];
      for (const headers of foreign) {
        const answer = await rehearsal.signIn(authorization(), { username, password }, headers);
        assert.equal(answer.status, 403);
      }
      const own = await rehearsal.signIn(authorization(), { username, password }, { origin: rehearsal.url });
      assert.equal(own.status, 302);
    });

    it("has the style and the script that its policy allows", async () => {
      rehearsal = await Rehearsal.open();
      const answer = await rehearsal.get(`/login?${authorization()}`);
      const policy = answer.headers.get("content-security-policy") ?? "";
      const page = await answer.text();
      for (const element of ["style", "script"]) {
        const source = new RegExp(`<${element}>([^]*?)</${element}>`).exec(page)?.[1] ?? "";
        const hash = createHash("sha256").update(source).digest("base64");
        assert(policy.includes(`${element}-src 'sha256-${hash}'`), element);
      }
    });

    it("loads nothing from elsewhere and cannot be framed", async () => {
      rehearsal = await Rehearsal.open();
      const answer = await rehearsal.get(`/login?${authorization()}`);
      const policy = answer.headers.get("content-security-policy") ?? "";
      assert.match(policy, /default-src 'none'/);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.match(policy, /form-action 'self' http:\/\/localhost:5173/);
      assert.doesNotMatch(await answer.text(), /(src|href)="(https?:)?\/\//);
    });
  });
});
