import assert from "node:assert/strict";
import { render, renderAll } from "./render";

const photos = {
  photos: {
    page: 1,
    pages: "1234",
    photo: [
      { id: "12345678901", owner: "23456789@A12", title: "Sample photo 1", ispublic: 1 },
      { id: "23456789012", owner: "34567890@B23", title: "Sample photo 2", ispublic: 0 },
    ],
  },
};

describe("$input", () => {
  it("gives the body as it came, and {} for none", () => {
    assert.equal(render("$input.body", { body: ' {"a": 1}' }), ' {"a": 1}');
    assert.equal(render("$input.body|$input.json('$')|$input.path('$')"), "{}|{}|{}");
  });

  it("gives JSON by path", () => {
    const given = { body: { a: { b: "x", n: 1.0, z: null }, "1": [1, "two"], e: "" } };
    assert.equal(render("$input.json('$.a')", given), '{"b":"x","n":1,"z":null}');
    assert.equal(
      render("$input.json('$.a.b') $input.json('$.a.z') $input.json('$.none')", given),
      '"x" null ""',
    );
    assert.equal(render("$input.json(\"$['1']\")", given), '[1,"two"]');
  });

  it("keeps the order of keys and the kinds of numbers", () => {
    const body = '{"b": 1, "2": 2.0, "1": 1e3, "long": 9007199254740993}';
    assert.equal(render("$input.json('$')", { body }), '{"b":1,"2":2.0,"1":1000.0,"long":9007199254740993}');
  });

  it("gives objects by path: maps print as Java's, lists from JSON as JSON", () => {
    const given = { body: { a: 1, b: [{ c: 5 }] } };
    assert.equal(
      render("$input.path('$') $input.path('$.b') $input.path('$').b.get(0).c", given),
      '{a=1, b=[{"c":5}]} [{"c":5}] 5',
    );
    assert.equal(render("$input.path('$.b').size() $input.path('$.a')", given), "1 1");
    assert.equal(render("<$input.path('$.none')>$input.path('$.none').x", given), "<>");
    assert.equal(render("#set($r = $input.path('$'))$r.none $!r.none|", given), "$r.none |");
  });

  it("finds parameters in path, query string, header, in this order", () => {
    const given = {
      path: { id: "p" },
      querystring: { id: "q", q: "1" },
      header: { id: "h", q: "2", "X-A": "3" },
    };
    assert.equal(
      render("$input.params('id') $input.params('q') $input.params('X-A') <$input.params('none')>", given),
      "p 1 3 <>",
    );
    assert.equal(
      render(
        "$input.params().header.get('X-A') $input.params().querystring.q $input.params('toString')",
        given,
      ),
      "3 1 ",
    );
    assert.equal(render("$input.params().path", given), "{id=p}");
  });

  it("fails as AWS does on a body that is no JSON", () => {
    assert.throws(
      () => render("$input.json('$.a')", { body: "<xml/>" }),
      /GH4102.*Could not parse request body into json/,
    );
    assert.equal(render("$input.body", { body: "<xml/>" }), "<xml/>");
  });
});

describe("$context and $stageVariables", () => {
  const given = {
    context: {
      requestId: "r-1",
      identity: { sourceIp: "203.0.113.7" },
      authorizer: { principalId: "u1", claims: { sub: "abc", "cognito:groups": "admin" } },
      error: { message: "Forbidden", messageString: '"Forbidden"' },
    },
    stageVariables: { table: "users", "with-dash": "d" },
  };
  it("are read by property and by index", () => {
    assert.equal(
      render(
        "$context.requestId $context.identity.sourceIp $stageVariables.table $stageVariables['with-dash']",
        given,
      ),
      "r-1 203.0.113.7 users d",
    );
    assert.equal(render("$stageVariables.get('table') ${stageVariables.table}2", given), "users users2");
    assert.equal(render('{"message":$context.error.messageString}', given), '{"message":"Forbidden"}');
  });
  it("print nothing where there is nothing", () => {
    assert.equal(
      render("<$context.none><$context.identity.user><$stageVariables.none><$context.none.x>", given),
      "<><><><>",
    );
  });
  it("hold claims one by one, and null as a whole", () => {
    assert.equal(
      render(
        "$context.authorizer.claims.sub $context.authorizer.claims['cognito:groups'] <$context.authorizer.claims>",
        given,
      ),
      "abc admin <>",
    );
  });

  it("take overrides of the request and the response", () => {
    const result = renderAll(
      `#set($context.requestOverride.header.header1 = "a")
#set($context.requestOverride.path.id = $input.params('id'))
#set($context.requestOverride.querystring["q-1"] = 'b')
#set($context.responseOverride.header.hValue = 5)
#set($context.responseOverride.status = 404)
{}`,
      { path: { id: "42" } },
    );
    assert.deepEqual(result, {
      output: "{}",
      requestOverride: { header: { header1: "a" }, path: { id: "42" }, querystring: { "q-1": "b" } },
      responseOverride: { status: 404, header: { hValue: "5" } },
    });
  });
  it("have no overrides when a template writes none", () => {
    const { requestOverride, responseOverride } = renderAll("x");
    assert.deepEqual(requestOverride, { header: {}, path: {}, querystring: {} });
    assert.deepEqual(responseOverride, { header: {} });
  });
  it("refuse a second override of one parameter, and a status that is none", () => {
    assert.throws(
      () =>
        render("#set($context.responseOverride.status = 400)#set($context.responseOverride.status = 401)"),
      /overridden twice/,
    );
    assert.throws(
      () => render("#set($context.responseOverride.status = 'teapot')"),
      /GH4102.*no HTTP status/,
    );
  });
});

describe("examples of AWS's developer guide", () => {
  it("photo album", () => {
    const template = `#set($inputRoot = $input.path('$'))
{
  "photos": [
#foreach($elem in $inputRoot.photos.photo)
    {
      "id": "$elem.id",
      "photographedBy": "$elem.owner",
      "title": "$elem.title",
      "ispublic": $elem.ispublic
    }#if($foreach.hasNext),#end

#end
  ]
}`;
    assert.deepEqual(JSON.parse(render(template, { body: photos })), {
      photos: photos.photos.photo.map(({ id, owner, title, ispublic }) => ({
        id,
        photographedBy: owner,
        title,
        ispublic,
      })),
    });
  });

  it("passes everything through", () => {
    const template = `#set($allParams = $input.params())
{
  "params" : {
    #foreach($type in $allParams.keySet())
    #set($params = $allParams.get($type))
    "$type" : {
      #foreach($paramName in $params.keySet())
      "$paramName" : "$util.escapeJavaScript($params.get($paramName))"
      #if($foreach.hasNext),#end
      #end
    }
    #if($foreach.hasNext),#end
    #end
  },
  "stage" : "$context.stage",
  "user" : "$context.identity.user"
}`;
    const given = {
      path: { id: "1" },
      querystring: { q: 'a "b"' },
      header: { H: "x", "User-Agent": "y" },
      context: { stage: "dev" },
    };
    assert.deepEqual(JSON.parse(render(template, given)), {
      params: { path: { id: "1" }, querystring: { q: 'a "b"' }, header: { H: "x", "User-Agent": "y" } },
      stage: "dev",
      user: "",
    });
  });

  it("sends a message to SQS", () => {
    const body = '{"a": "b & c=d"}';
    assert.equal(
      render("Action=SendMessage&MessageBody=$util.urlEncode($input.body)", { body }),
      "Action=SendMessage&MessageBody=%7B%22a%22%3A+%22b+%26+c%3Dd%22%7D",
    );
  });

  it("puts records to Kinesis", () => {
    const template = `{
  "StreamName": "$input.params('stream-name')",
  "Records": [
    #foreach($elem in $input.path('$.records'))
    {
      "Data": "$util.base64Encode($elem.data)",
      "PartitionKey": "$elem.partition-key"
    }#if($foreach.hasNext),#end
    #end
  ]
}`;
    const given = {
      path: { "stream-name": "s" },
      body: {
        records: [
          { data: "ä", "partition-key": "k1" },
          { data: "b", "partition-key": "k2" },
        ],
      },
    };
    assert.deepEqual(JSON.parse(render(template, given)), {
      StreamName: "s",
      Records: [
        { Data: "w6Q=", PartitionKey: "k1" },
        { Data: "Yg==", PartitionKey: "k2" },
      ],
    });
  });

  it("starts an execution of Step Functions", () => {
    const template = `#set($data = $util.escapeJavaScript($input.json('$')).replaceAll("\\\\'", "'"))
{"input": "$data", "stateMachineArn": "$stageVariables.arn"}`;
    const body = { name: "O'Brien", path: "a/b", text: 'say "hi"\n' };
    const output = JSON.parse(render(template, { body, stageVariables: { arn: "x" } })) as { input: string };
    assert.deepEqual(JSON.parse(output.input), body);
  });

  it("overrides the status by what the integration answers", () => {
    const template = `#set($inputRoot = $input.path('$'))
$input.json("$")
#if($inputRoot.toString().contains("error"))
#set($context.responseOverride.status = 400)
#end`;
    assert.equal(renderAll(template, { body: { message: "an error" } }).responseOverride.status, 400);
    assert.equal(renderAll(template, { body: { message: "fine" } }).responseOverride.status, undefined);
  });

  it("answers MOCK with a status", () => {
    assert.equal(render('{"statusCode": 200}'), '{"statusCode": 200}');
    assert.equal(
      render("{statusCode: #if($input.params('x') == 'y')404#{else}200#end}", { querystring: { x: "y" } }),
      "{statusCode: 404}",
    );
  });
});
