import assert from "node:assert/strict";
import { compileTemplate, TemplateError } from "../../local/gateway/template";
import { render } from "./render";

/** Pairs of a template and what Velocity 1.7 prints for it; the user guide's points, and those AWS's examples need. */
const points: Readonly<Record<string, readonly (readonly [template: string, output: string])[]>> = {
  references: [
    ['#set($name = "World")Hello $name!', "Hello World!"],
    ["$undefined and $!undefined.", "$undefined and ."],
    ["${undefined} $!{undefined}|", "${undefined} |"],
    ['#set($v = "vice")${v}versa', "viceversa"],
    ["$undefined.name $undefined.call(1, 'x')", "$undefined.name $undefined.call(1, 'x')"],
    ["$5.00 and 100% $ $. $! ${} ${1}", "$5.00 and 100% $ $. $! ${} ${1}"],
    ["#set($a-b_c1 = 1)$a-b_c1", "1"],
    ["#set($m = {'partition-key': 'p1'})$m.partition-key", "p1"],
    ["#set($x = 'y')$x.", "y."],
    ["#set($x = 'y')$x.5", "y.5"],
    ["mail@example.com #hashtag #1 #", "mail@example.com #hashtag #1 #"],
  ],
  escaping: [
    ["#set($email = 'foo')$email \\$email \\\\$email \\\\\\$email", "foo $email \\foo \\$email"],
    ["\\$undefined \\\\$undefined", "\\$undefined \\\\$undefined"],
    ["\\#if \\#end \\\\ \\n", "#if #end \\\\ \\n"],
    ["#[[ $x #if(]]#", " $x #if("],
  ],
  comments: [
    ["a ## comment\nb", "a b"],
    ["a #* many\nlines $x *# b", "a  b"],
    ["## only", ""],
  ],
  set: [
    ["#set($a = 1)#set($a = $null)$a", "1"],
    ["#set($a = 'x')#set($b = $a)$b", "x"],
    ["#set( $a = [1, 'two', true] )$a $a.get(1) $a[0] $a.size()", "[1, two, true] two 1 3"],
    [
      "#set($m = {'a': 1, \"b\": [2, 3]})$m $m.a $m.b $m['a'] $m.get('b')",
      "{a=1, b=[2, 3]} 1 [2, 3] 1 [2, 3]",
    ],
    ["#set($m = {})#set($m.x = 'y')#set($m['z'] = 2)$m", "{x=y, z=2}"],
    ["#set($l = [1, 2])#set($l[1] = 'b')$l", "[1, b]"],
    ["#{set}($a = 2)$a", "2"],
    ["line\n  #set($a = 1)\nnext", "line\nnext"],
    ["#set($r = [1..3])$r #set($d = [2..-1])$d", "[1, 2, 3][2, 1, 0, -1]"],
    ["#set($a = 5)#set($r = [1..$a])$r.size()", "5"],
  ],
  strings: [
    ["#set($n = 'x')#set($s = \"<$n>\")$s", "<x>"],
    ["#set($n = 'x')#set($s = '<$n>')$s", "<$n>"],
    ['#set($s = "#if(true)yes#end")$s', "yes"],
    ['#set($s = "a\\"b")$s', 'a\\"b'],
    ["#set($a = 'x')#set($b = \"${a}y\")$b", "xy"],
  ],
  arithmetic: [
    ["#set($a = 7 / 2)$a #set($b = -7 / 2)$b #set($c = 7 % 3)$c", "3-31"],
    ["#set($a = 7.0 / 2)$a #set($b = 1.5 + 1.5)$b", "3.53.0"],
    ["#set($a = 2 + 3 * 4)$a #set($b = (2 + 3) * 4)$b", "1420"],
    ["#set($x = 1)#set($x = $x / 0)$x", "1"],
    ["#set($a = 'n' + 1)$a #set($b = 1 + 'n')$b", "n11n"],
    ["#set($a = 2147483647 + 1)$a #set($b = 9007199254740993 + 0)$b", "21474836489007199254740993"],
    ["#set($a = 10000000.0)$a #set($b = 0.0001)$b #set($c = 100.25)$c", "1.0E71.0E-4100.25"],
  ],
  conditions: [
    ["#if(true)a#end#if(false)b#end", "a"],
    ["#if($undefined)a#{else}b#end", "b"],
    ["#set($e = '')#if($e)a#{else}b#end", "a"],
    ["#set($z = 0)#if($z)a#{else}b#end", "a"],
    ["#if(1 == 2)a#elseif(2 == 2)b#{else}c#end", "b"],
    ["#if(1 == 1.0)a#end#if('1' == 1)b#end#if('a' != 'b')c#end", "abc"],
    ["#if(1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 3)a#end", "a"],
    ["#if(1 lt 2 and not (2 gt 3) or false)a#end", "a"],
    ["#if(1 eq 1 and 2 ne 3 and 1 le 1 and 2 ge 2)a#end", "a"],
    ["#if(!$undefined)a#end#if($undefined == $null)b#end", "ab"],
    ["#set($f = false)#if($f == false)a#end#if(!$f)b#end", "ab"],
    ["#if('b' > 'a')a#{else}not comparable#end", "not comparable"],
    ["#if(true)\n  x\n#else\n  y\n#end\nz", "  x\nz"],
  ],
  loops: [
    ["#foreach($i in [1..3])$i,#end", "1,2,3,"],
    [
      "#foreach($i in ['a','b'])$foreach.index$foreach.count$foreach.first$foreach.last$foreach.hasNext #end",
      "01truefalsetrue 12falsetruefalse ",
    ],
    ["#foreach($i in ['a','b'])$i#if($foreach.hasNext), #end#end", "a, b"],
    ["#foreach($i in [1..9])#if($i == 3)#break#end$i#end!", "12!"],
    [
      "#foreach($i in [1..2])#foreach($j in [1..2])$foreach.parent.count$foreach.count #end#end",
      "11 12 21 22 ",
    ],
    ["#set($m = {'a': 1, 'b': 2})#foreach($v in $m)$v#end #foreach($k in $m.keySet())$k#end", "12 ab"],
    ["#set($m = {'a': 1})#foreach($e in $m.entrySet())$e.key=$e.value $e.getKey()$e#end", "a=1 aa=1"],
    ["#foreach($i in $undefined)x#end|#foreach($i in [])x#end|", "||"],
    ["#set($i = 'o')#foreach($i in [1,2])$i#end$i", "12o"],
    ["#foreach($i in [1,2])$velocityCount#end", "12"],
    ["#set($n = 0)#foreach($i in [1..1500])#set($n = $n + 1)#end$n", "1000"],
    ["#foreach($i in [1..3])#if($i == 2)$foreach.stop()#end$i#end", "12"],
  ],
  "stop, macros, definitions": [
    ["a#stop b", "a"],
    ["#foreach($i in [1,2])$i#stop#end", "1"],
    ["#macro(greet $who $how)$how $who!#end#greet('Ann' 'Hi') #greet(\"Bob\", 'Yo')", "Hi Ann! Yo Bob!"],
    ["#macro(tail $n)$n#if($n > 0)#set($m = $n - 1)#tail($m)#end#end#tail(3)", "3210"],
    ["#define($x)<$y>#end#set($y = 1)$x#set($y = 2)$x", "<1><2>"],
  ],
  strings_of_java: [
    ["#set($s = 'Hello')$s.length() $s.contains('ell') $s.isEmpty() $s.toUpperCase()", "5 true false HELLO"],
    ["#set($s = 'Hello')$s.substring(1) $s.substring(1, 3) $s.indexOf('l') $s.charAt(0)", "ello el 2 H"],
    [
      "#set($s = 'a1b22')$s.replaceAll('[0-9]+', '#') $s.replaceFirst('\\d', '-') $s.replace('b', 'c')",
      "a#b# a-b22 a1c22",
    ],
    ["#set($s = 'John Smith')$s.replaceAll('(\\w+) (\\w+)', '$2, $1')", "Smith, John"],
    [
      "#set($s = 'a,b,,c,,')$s.split(',').size() $s.split(',')[1] #foreach($p in $s.split(','))<$p>#end",
      "4 b <a><b><><c>",
    ],
    ["#set($s = '2024-01')$s.matches('\\d{4}-\\d{2}') $s.matches('\\d{4}')", "true false"],
    [
      "#set($s = 'abc')$s.equals('abc') $s.equalsIgnoreCase('ABC') $s.startsWith('ab') $s.endsWith('bc')",
      "true true true true",
    ],
    ["#set($s = ' x ')<$s.trim()> $s.length()", "<x> 3"],
    ["#set($s = 'abc')$s.noSuchMethod() $s.length(1)", "$s.noSuchMethod() $s.length(1)"],
    ["#set($s = '')#if($s.empty)empty#end", "empty"],
    ["#set($s = 'abc')$s.hashCode() $s.compareTo('abd')", "96354 -1"],
  ],
  collections_of_java: [
    [
      "#set($l = [])#set($x = $l.add('a'))$x $l.add('b') $l $l.contains('a') $l.isEmpty()",
      "true true [a, b] true false",
    ],
    ["#set($l = [1])#set($x = $l.addAll([2, 3]))$l $l.indexOf(3) $l.subList(1, 3)", "[1, 2, 3] 2 [2, 3]"],
    [
      "#set($m = {'a': 1})$m.containsKey('a') $m.getOrDefault('z', 'none') $m.size() $m.isEmpty()",
      "true none 1 false",
    ],
    [
      "#set($m = {})$!m.put('a', 1)#set($x = $m.putAll({'b': 2}))$m $m.keySet() $m.values()",
      "{a=1, b=2} [a, b] [1, 2]",
    ],
    ["#set($m = {'a': 1})$m.remove('a') $m", "1 {}"],
    ["#set($n = 5)$n.toString().length() $n.equals(5) $n.equals('5')", "1 true false"],
    ["#set($l = ['a', {'b': [true, 1.0]}])$l", "[a, {b=[true, 1.0]}]"],
  ],
};

describe("Velocity", () => {
  for (const [area, pairs] of Object.entries(points)) {
    describe(area.replaceAll("_", " "), () => {
      for (const [template, output] of pairs) {
        it(template, () => assert.equal(render(template), output));
      }
    });
  }

  describe("errors in a template", () => {
    const cases: readonly (readonly [string, number, number, RegExp])[] = [
      ["#if(true) x", 1, 1, /#if is not closed by #end/],
      ["a\n#end", 2, 5, /#end without a block/],
      ["#set($x = )", 1, 11, /expression was expected/],
      ["#set(x = 1)", 1, 6, /needs a reference/],
      ["a\nb $x.call('a'", 2, 14, /'\)' is missing|',' or '\)'/],
      ["#foreach($x of $y)#end", 1, 13, /'in' was expected/],
      ["#set($x = 'abc)", 1, 11, /string does not end/],
      ["#* open", 1, 1, /not closed/],
      ["#include('file')", 1, 1, /not available in API Gateway/],
      ["#if(true)#else#else#end", 1, 20, /#else after #else/],
      ["${name", 1, 7, /'}' was expected/],
      ['#set($x = "$y.call(")', 1, 20, /expression was expected/],
    ];
    for (const [template, line, column, message] of cases) {
      it(template, () => {
        assert.throws(
          () => compileTemplate(template),
          (error: unknown) => {
            assert.ok(error instanceof TemplateError);
            assert.equal(error.code, "GH4101");
            assert.match(error.message, message);
            assert.deepEqual([error.line, error.column], [line, column]);
            return true;
          },
        );
      });
    }
  });

  describe("errors while rendering", () => {
    const cases: readonly (readonly [string, "GH4102" | "GH4103", number, number])[] = [
      ["\n#set($s = 'abc')$s.substring(5)", "GH4102", 2, 19],
      ["#set($l = [1])$l.get(3)", "GH4102", 1, 17],
      ["#set($l = [1])$l[3]", "GH4102", 1, 17],
      ["#set($s = 'a')$s.replaceAll('(?=a)', '')", "GH4102", 1, 17],
      ["$util.parseJson('{')", "GH4102", 1, 6],
      ["#macro(m)#m()#end#m()", "GH4103", 1, 10],
    ];
    for (const [template, code, line, column] of cases) {
      it(template, () => {
        assert.throws(
          () => render(template),
          (error: unknown) =>
            error instanceof TemplateError &&
            error.code === code &&
            error.line === line &&
            error.column === column,
        );
      });
    }

    it("stops what would not end or not fit", () => {
      const endless = [
        "#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])x#end#end#end",
        "#set($s = 'xxxxxxxxxxxxxxxx')#foreach($a in [1..1000])#set($s = $s + $s)#end",
        "#set($l = ['x'])#foreach($a in [1..1000])#set($l = [$l, $l])#end$l",
        "#set($l = ['x'])#set($m = ['x'])#foreach($a in [1..1000])#set($l = [$l, $l])#set($m = [$m, $m])#end#if($l == $m)a#end",
        "#set($l = [])#set($x = $l.add($l))$l",
        "#define($x)$x#end$x",
        "#set($r = [1..100000000])",
      ];
      for (const template of endless) {
        assert.throws(
          () => render(template),
          (error: unknown) => error instanceof TemplateError && error.code === "GH4103",
          template,
        );
      }
    });
    it("refuses a template that AWS would not take", () => {
      assert.throws(() => compileTemplate("x".repeat(300 * 1024 + 1)), /GH4103.*300 KB/);
    });
  });
});
