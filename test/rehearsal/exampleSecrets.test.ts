import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import type { Graph } from "../../local/graph";
import { Problems, readProject } from "../../local/graph";
import { type Settings, settleExamples } from "../../local/server";
import { graphOf, resource } from "../backends/graphs";

const root = resolve(__dirname, "..", "..");
const place = "Pulumi.staging.yaml: gatehouse:rehearsal";

/** A stage with the partners' API, one other, and a secret of each name. */
function stageWith(...secrets: string[]): Graph {
  const graph = graphOf(
    resource("aws:apigateway/restApi:RestApi", "partner-v1", { name: "gatehouse-staging-partner-v1" }),
    resource("aws:apigatewayv2/api:Api", "catalog", { name: "gatehouse-staging-catalog" }),
    ...secrets.map((name) =>
      resource("aws:secretsmanager/secret:Secret", name, { name }, { arn: `arn:aws:secret:${name}-Ab12Cd` }),
    ),
  );
  return { ...graph, stack: "staging" };
}

const settingsWith = (examples: Readonly<Record<string, string | undefined>>): Settings => ({
  trace: true,
  accountThrottle: { rateLimit: 1, burstLimit: 1 },
  httpTargets: {},
  examples: Object.fromEntries(
    Object.entries(examples).map(([api, secret]) => [
      api,
      { status: 200, headers: {}, ...(secret !== undefined && { secret }) },
    ]),
  ),
});

const secretsOf = ({ examples }: Settings): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(examples).map(([api, { secret }]) => [api, secret]));

describe("the secret of a printed example", () => {
  it("is named by project and stage in braces, so that a copied stage file names its own", () => {
    const graph = stageWith("gatehouse-staging/partner/acme");
    const settled = settleExamples(
      settingsWith({ "partner-v1": "{project}-{stage}/partner/acme", catalog: undefined }),
      graph,
      place,
    );
    assert.deepEqual(secretsOf(settled), {
      "partner-v1": "gatehouse-staging/partner/acme",
      catalog: undefined,
    });
  });

  it("may be an ARN, and may be of an API that the graph of another program does not have", () => {
    const examples = {
      "gatehouse-staging-partner-v1": "arn:aws:secret:keys-Ab12Cd",
      "another-v1": "gatehouse-dev/partner/acme",
    };
    assert.deepEqual(secretsOf(settleExamples(settingsWith(examples), stageWith("keys"), place)), examples);
  });

  it("is refused when nothing declared has its name: key, reason, nearest; all at once", () => {
    const examples = { "partner-v1": "gatehouse-test/partner/acme", catalog: "something-quite-different" };
    assert.throws(
      () => settleExamples(settingsWith(examples), stageWith("gatehouse-staging/partner/acme"), place),
      (error: unknown) => {
        assert.ok(error instanceof Problems);
        assert.deepEqual(
          error.problems.map(({ code }) => code),
          ["GH1006", "GH1006"],
        );
        const [first = "", second = ""] = error.problems.map(({ message }) => message);
        assert.ok(first.startsWith(`${place}.examples.partner-v1.secret: `), first);
        assert.match(first, /no secret .*"gatehouse-test\/partner\/acme"/);
        assert.match(first, /Did you mean "\{project\}-\{stage\}\/partner\/acme"\?/);
        assert.match(second, /Name one of: \{project\}-\{stage\}\/partner\/acme\.$/);
        return true;
      },
    );
    assert.throws(() => settleExamples(settingsWith(examples), stageWith(), place), /declares no secret/);
  });

  it("names no stage in the stage files of this project: they are there to be copied", () => {
    const { name, stacks } = readProject(root);
    const named = stacks.flatMap((stack) => {
      const { config } = parse(readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8")) as {
        config: Record<string, { examples?: Record<string, { secret?: string }> }>;
      };
      return Object.values(config[`${name}:rehearsal`]?.examples ?? {}).flatMap(({ secret }) => secret ?? []);
    });
    assert.ok(named.length > 0);
    for (const secret of named) assert.match(secret, /^\{project\}-\{stage\}\//);
  });
});
