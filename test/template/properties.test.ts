import assert from "node:assert/strict";
import fc from "fast-check";
import { compileTemplate, TemplateError } from "../../local/gateway/template";
import { render, request } from "./render";

const wellFormed = fc.string({ unit: "grapheme", maxLength: 40 });

describe("template properties", () => {
  it("escapeJavaScript, with its quotes turned back, is the inside of a JSON string", () => {
    const template = `"$util.escapeJavaScript($input.path('$.v')).replaceAll("\\\\'", "'")"`;
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (value) => {
        assert.equal(JSON.parse(render(template, { body: { v: value } })), value);
      }),
    );
  });
  it("urlDecode undoes urlEncode, which agrees with forms", () => {
    fc.assert(
      fc.property(wellFormed, (value) => {
        const given = { body: { v: value } };
        const encoded = render("$util.urlEncode($input.path('$.v'))", given);
        assert.equal(encoded, new URLSearchParams({ v: value }).toString().slice(2));
        assert.equal(render("$util.urlDecode($util.urlEncode($input.path('$.v')))", given), value);
      }),
    );
  });
  it("base64Decode undoes base64Encode", () => {
    fc.assert(
      fc.property(wellFormed, (value) => {
        const template = "$util.base64Decode($util.base64Encode($input.path('$.v')))";
        assert.equal(render(template, { body: { v: value } }), value);
      }),
    );
  });
  it("json('$') is the body", () => {
    fc.assert(
      fc.property(fc.json(), (body) => {
        assert.deepEqual(JSON.parse(render("$input.json('$')", { body })), JSON.parse(body));
      }),
    );
  });
  it("a member is found by its name, whatever the name", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (body) => {
        for (const key of Object.keys(body)) {
          const path = `$['${key.replace(/[\\']/g, "\\$&")}']`;
          const output = render("$input.json($stageVariables.p)", { body, stageVariables: { p: path } });
          assert.deepEqual(JSON.parse(output), JSON.parse(JSON.stringify(body[key])));
        }
      }),
    );
  });
  it("text without dollar, hash and backslash is printed as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const plain = text.replace(/[$#\\]/g, "");
        assert.equal(render(plain), plain);
      }),
    );
  });

  const fragment = fc.oneof(
    fc.constantFrom(
      ..."$x|$!x|${x}|$input.json('$.a')|$input.path('$..a')|$input.params('q')|$util.parseJson($x)|#set($x = |#if(|#elseif($x)|#else|#end|#foreach($i in |#break|#stop|#macro(m $a)|#m($x)|)|(|[1..3]|['a', 2.5]|{'k': $x}|\"$x\"|'s'|$x.substring(2)|$x.get($i)|$l.add($l)|#define($d)|$context.responseOverride.status|==|&&| + | / 0|##|#*|*#|$foreach.parent.index|\\|$x.replaceAll('(', '$9')|$x[0]|$util.urlDecode('%')|\n".split(
        "|",
      ),
    ),
    fc.string({ maxLength: 6 }),
  );
  it("nothing but a TemplateError is ever thrown", () => {
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 14 }), fc.oneof(fc.json(), fc.string()), (parts, body) => {
        const source = `#set($x = $input.path('$'))#set($l = [])${parts.join("")}`;
        try {
          const template = compileTemplate(source);
          assert.equal(typeof template.render(request({ body, querystring: { q: body } })).output, "string");
        } catch (error) {
          assert.ok(error instanceof TemplateError, `${String(error)}\n${source}`);
          assert.ok(error.line >= 1 && error.column >= 1);
        }
      }),
      { numRuns: 3000 },
    );
  });
  it("renders alike each time: a template keeps no state", () => {
    const template = compileTemplate(
      "#set($l = [])$l.add($input.path('$.a'))$l#foreach($i in $l)$i$foreach.count#end",
    );
    const first = template.render(request({ body: { a: 1 } }));
    assert.deepEqual(template.render(request({ body: { a: 1 } })), first);
  });
});
