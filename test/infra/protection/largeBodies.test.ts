import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import { compileWebAcl } from "../../../local/gateway/waf";
import { evaluateStage, inputsOf, ofType } from "../evaluateStage";

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
}

interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly requestBody?: {
              readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
            };
          }
        >
      >
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const documents = ["storefront/v1", "storefront/v2", "partner", "catalog", "backoffice"];
const services = resolve(__dirname, "../../../services");

/** The longest value that a schema allows. Text that is free to be anything is of letters that take three bytes each. */
function longest(document: Document, schema: Schema): unknown {
  const named = schema.$ref?.split("/").pop();
  if (named !== undefined) return longest(document, document.components.schemas[named] ?? assert.fail(named));
  switch (schema.type) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, value]) => [key, longest(document, value)]),
      );
    case "array":
      return Array.from({ length: schema.maxItems ?? assert.fail("no maxItems") }, () =>
        longest(document, schema.items ?? {}),
      );
    case "integer":
      return schema.maximum ?? assert.fail("no maximum");
    default: {
      if (schema.enum) return schema.enum.reduce((one, other) => (other.length > one.length ? other : one));
      const most = schema.maxLength ?? Number(/\{\d+,(\d+)\}\$$/.exec(schema.pattern ?? "")?.[1] ?? 32);
      return (schema.pattern === undefined ? "字" : "A").repeat(most);
    }
  }
}

/** `PUT /events/batch` → the longest body, written with indents as people's tools do. */
function bodies(): { readonly method: string; readonly path: string; readonly body: Buffer }[] {
  return documents.flatMap((folder) => {
    const document = parse(readFileSync(`${services}/${folder}/openapi.yaml`, "utf8")) as Document;
    return Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { requestBody }]) => {
        const schema = requestBody?.content["application/json"]?.schema;
        if (!schema) return [];
        const body = Buffer.from(JSON.stringify(longest(document, schema), undefined, 2));
        return [{ method: method.toUpperCase(), path: path.replace(/\{[^}]*\}/g, "k-1"), body }];
      }),
    );
  });
}

describe("bodies that the contracts allow", () => {
  for (const stage of ["dev", "prod"]) {
    it(`pass the web ACLs of ${stage}, and no longer ones`, async () => {
      const acls = ofType(await evaluateStage(stage), "aws:wafv2/webAcl:WebAcl").map(inputsOf);
      assert.ok(acls.length > 0);
      const all = bodies();
      assert.ok(all.filter(({ body }) => body.length > 8192).length >= 4);
      for (const acl of acls) {
        const compiled = compileWebAcl(acl, {
          clock: { now: () => 0 },
          ipSets: new Map(),
          regexPatternSets: new Map(),
          ruleGroups: new Map(),
        });
        const answer = (method: string, path: string, body: Buffer) =>
          compiled.evaluate({
            method,
            path,
            body,
            queryString: "",
            clientIp: "192.0.2.1",
            headers: [
              ["user-agent", "test"],
              ["content-type", "application/json"],
            ],
          }).action;
        for (const { method, path, body } of all) {
          assert.equal(answer(method, `/v1${path}`, body), "ALLOW", `${method} ${path} ${body.length}`);
          const tooLong = Buffer.alloc(64 * 1024, "字");
          assert.equal(answer(method, `/v1${path}`, tooLong), "BLOCK", `${method} ${path}`);
        }
        const long = Buffer.alloc(9 * 1024, "a");
        for (const path of ["/users", "/products/a/b", "/fulfilments"])
          assert.equal(answer("POST", path, long), "BLOCK", path);
      }
    });
  }
});
