import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { compileTransformations } from "../../local/gateway/waf/transformations";
import { acl, blocking, request } from "./requests";

const apply = (value: string, ...types: string[]): string =>
  compileTransformations(
    types.map((type, priority) => ({ priority, type })),
    () => undefined,
  ).apply(value);

const table: readonly (readonly [type: string, input: string, output: string])[] = [
  ["NONE", "A b", "A b"],
  ["LOWERCASE", "SELECT Ä", "select Ä"],
  ["UPPERCASE", "select", "SELECT"],
  ["COMPRESS_WHITE_SPACE", "a \t\n b\xa0\xa0c", "a b c"],
  ["REMOVE_WHITESPACE", " a \t b ", "ab"],
  ["TRIM", " \ta b\n ", "a b"],
  ["TRIM_LEFT", "  a ", "a "],
  ["TRIM_RIGHT", " a  ", " a"],
  ["HTML_ENTITY_DECODE", "&lt;script&gt;&quot;&#97;&#x62;&nbsp;", '<script>"ab\xa0'],
  ["URL_DECODE", "a%20b+c%zz%4", "a b c%zz%4"],
  ["URL_DECODE_UNI", "%u0041%uff41%41", "AaA"],
  ["BASE64_DECODE", "c2VsZWN0", "select"],
  ["BASE64_DECODE_EXT", "c2Vs ZW!N0", "select"],
  ["HEX_DECODE", "73656c", "sel"],
  ["SQL_HEX_DECODE", "x=0x414243", "x=ABC"],
  ["CSS_DECODE", "ja\\vascript \\61 b", "javascript ab"],
  ["JS_DECODE", "\\u0061\\x62\\143\\n\\q\\uff44", "abc\nqd"],
  ["JS_DECODE_EXT", "\\u{61}b", "ab"],
  ["ESCAPE_SEQ_DECODE", "\\x41\\0101\\t\\'\\q", "AA\t'\\q"],
  ["REPLACE_COMMENTS", "a/* x */b/**/c/* open", "a b c "],
  ["REMOVE_COMMENTS_CHAR", "a/*b*/--c#", "abc"],
  ["REMOVE_NULLS", "a\0b", "ab"],
  ["REPLACE_NULLS", "a\0b", "a b"],
  ["NORMALIZE_PATH", "/a//b/./c/../d", "/a/b/d"],
  ["NORMALIZE_PATH", "../../a/../b", "../../b"],
  ["NORMALIZE_PATH_WIN", "\\a\\..\\b", "/b"],
  ["CMD_LINE", 'C^M"D.exe /c,DIR   (x)', "cmd.exe/c dir(x)"],
  ["MD5", "a", createHash("md5").update("a").digest().toString("latin1")],
  ["SHA256", "a", createHash("sha256").update("a").digest().toString("latin1")],
];

describe("text transformations", () => {
  for (const [type, input, output] of table) {
    it(`${type} of ${JSON.stringify(input)}`, () => assert.equal(apply(input, type), output));
  }
  it("UTF8_TO_UNICODE writes multi-byte characters as %u", () => {
    assert.equal(apply(Buffer.from("aä€").toString("latin1"), "UTF8_TO_UNICODE"), "a%u00e4%u20ac");
  });
  it("apply by priority, each to the result of the one before", () => {
    const declared = [
      { priority: 2, type: "LOWERCASE" },
      { priority: 1, type: "URL_DECODE" },
    ];
    assert.equal(compileTransformations(declared, () => undefined).apply("%41B"), "ab");
  });
  it("undo what an attacker hides from a rule", () => {
    const rule = blocking({
      byteMatchStatement: {
        fieldToMatch: { queryString: {} },
        searchString: "<script",
        positionalConstraint: "CONTAINS",
        textTransformations: [
          { priority: 0, type: "URL_DECODE" },
          { priority: 1, type: "HTML_ENTITY_DECODE" },
          { priority: 2, type: "LOWERCASE" },
        ],
      },
    });
    assert.equal(acl([rule]).evaluate(request({ queryString: "q=%26lt%3BSCRIPT" })).action, "BLOCK");
  });
  it("are named when they do not exist or have no published text", () => {
    const named: string[] = [];
    compileTransformations(
      [
        { priority: 0, type: "ROT13" },
        { priority: 1, type: "CMD_LINE_WIN" },
        { priority: 2, type: "LOWERCASE" },
      ],
      (type) => named.push(type),
    );
    assert.deepEqual(named, ["ROT13", "CMD_LINE_WIN"]);
  });

  const types = [...new Set(table.map(([type]) => type)), "UTF8_TO_UNICODE", "CMD_LINE_WIN", "CMD_LINE_UNIX"];
  const bytes = fc.uint8Array({ maxLength: 80 }).map((array) => Buffer.from(array).toString("latin1"));
  for (const type of types) {
    it(`${type} takes any bytes to bytes`, () => {
      fc.assert(
        fc.property(bytes, (value) => {
          for (const char of apply(value, type)) assert.ok(char.charCodeAt(0) <= 0xff);
        }),
      );
    });
  }
  for (const type of [
    "LOWERCASE",
    "UPPERCASE",
    "COMPRESS_WHITE_SPACE",
    "REMOVE_WHITESPACE",
    "TRIM",
    "REMOVE_NULLS",
    "NORMALIZE_PATH",
    "NORMALIZE_PATH_WIN",
  ]) {
    it(`${type} changes nothing the second time`, () => {
      const paths = fc
        .array(fc.constantFrom("/", "..", ".", "a", "\\", " ", "B"), { maxLength: 12 })
        .map((parts) => parts.join(""));
      fc.assert(
        fc.property(fc.oneof(bytes, paths), (value) =>
          assert.equal(apply(apply(value, type), type), apply(value, type)),
        ),
      );
    });
  }
});
