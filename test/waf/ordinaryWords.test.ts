import assert from "node:assert/strict";
import fc from "fast-check";
import { managed, request } from "./requests";

const WORDS =
  "red shoes select size order by colour and or 42 5.5 the union from table like new drop set where";

const NUMBER = String.raw`(?:42|5\.5)`;
const NAME = "(?:red|shoes|size|order|colour|the|new)";
const VALUE = `(?:${NAME}|${NUMBER})`;

/** What such words are in some orders, whoever writes them: SQL that reads, or that compares what is the same. */
const UNION = new RegExp(`\\bunion select (?:${NUMBER}|${NAME} from ${NAME})(?: |$)`);
const COMPARISON = new RegExp(`(?:^| )${VALUE} (?:and|or) ${NUMBER} like ${NUMBER}(?: |$)`);
const SORTED_BY_NUMBER = new RegExp(`^${NUMBER} order by ${NUMBER}$`);
/** Two names side by side, as in "select your seat from the map where …", are prose. */
const READING = new RegExp(
  `\\bselect (?:(?!from |${NAME} ${NAME} )\\S+ )+from ${NAME} (?:(?!where )\\S+ )*where (?:${VALUE} )+like\\b`,
);
const SQL = [UNION, COMPARISON, SORTED_BY_NUMBER, READING];

describe("ordinary words, some of which are words of SQL too", () => {
  const shop = managed(
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesSQLiRuleSet",
  );
  const answer = (text: string) => shop.evaluate(request({ queryString: `q=${encodeURIComponent(text)}` }));

  it("pass in any order, unless they are a query or a comparison", () => {
    const word = fc.constantFrom(...WORDS.split(" "));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const text = words.join(" ");
        assert.equal(answer(text).action, SQL.some((shape) => shape.test(text)) ? "BLOCK" : "ALLOW");
      }),
    );
  });

  for (const text of [
    "42 order 5.5",
    "42 order table 5.5",
    "42 group 5",
    "union select new",
    "union by select 42",
    "union from table select 5.5",
    "red or set 42 like 5.5",
  ])
    it(`pass: ${text}`, () => {
      assert.equal(answer(text).rule, undefined);
    });

  for (const [shape, text] of [
    [UNION, "union select 5.5"],
    [UNION, "red union select size from shoes"],
    [COMPARISON, "red or 42 like 5.5"],
    [SORTED_BY_NUMBER, "42 order by 5.5"],
    [READING, "select size from shoes where colour like red"],
  ] as const)
    it(`are refused where they are SQL: ${text}`, () => {
      assert.match(text, shape);
      assert.equal(answer(text).action, "BLOCK");
    });

  for (const text of [
    "1 order/**/by 10",
    "' group\nby 10",
    "1 or not 1=1",
    "x' union all select 1",
    "1 union select null",
    "1 union select n'x'",
    "x' union distinct (select 1",
    "id = 1 and not (select 1)",
  ])
    it(`are refused in an injection: ${text}`, () => {
      assert.equal(answer(text).action, "BLOCK");
    });
});
