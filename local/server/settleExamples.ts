import { type Graph, Problem, Problems, nearest } from "../graph";
import { declared, text } from "../graph/declared";
import type { ExampleSetting, Settings } from "./settings";

/**
 * The settings with each example's secret under the name that it has in this graph: `{project}` and `{stage}` become the
 * graph's own, so that a stage file can be copied. Examples of APIs that the graph does not declare stay as they are: a
 * graph may be another program's.
 * @param place Where the settings stand, such as `Pulumi.dev.yaml: gatehouse:rehearsal`.
 * @throws Problems GH1006 for each secret that the graph does not declare
 */
export function settleExamples(settings: Settings, graph: Graph, place: string): Settings {
  const prefix = `${graph.project}-${graph.stack}-`;
  const apis = namesOf(graph, "aws:apigateway/restApi:RestApi", "aws:apigatewayv2/api:Api");
  const secrets = namesOf(graph, "aws:secretsmanager/secret:Secret");
  const arns = declared(graph, "aws:secretsmanager/secret:Secret").map(({ values }) => text(values.arn));
  const problems: Problem[] = [];

  const settle = (api: string, setting: ExampleSetting): ExampleSetting => {
    if (setting.secret === undefined || !(apis.includes(api) || apis.includes(prefix + api))) return setting;
    const secret = setting.secret.replaceAll("{project}", graph.project).replaceAll("{stage}", graph.stack);
    if (!secrets.includes(secret) && !arns.includes(secret))
      problems.push(missing(`${place}.examples.${api}.secret`, secret, secrets, graph));
    return { ...setting, secret };
  };
  const examples = Object.fromEntries(
    Object.entries(settings.examples).map(([api, setting]) => [api, settle(api, setting)]),
  );
  if (problems.length > 0) throw new Problems(problems);
  return { ...settings, examples };
}

const namesOf = (graph: Graph, ...types: string[]): string[] =>
  types.flatMap((type) =>
    declared(graph, type).map(({ resource, values }) => text(values.name) ?? resource.name),
  );

function missing(
  key: string,
  secret: string,
  secrets: readonly string[],
  { project, stack }: Graph,
): Problem {
  const own = `${project}-${stack}/`;
  const spelled = (name: string): string =>
    name.startsWith(own) ? `{project}-{stage}/${name.slice(own.length)}` : name;
  const meant = nearest(secret, secrets);
  const fix =
    meant === undefined
      ? `Name one of: ${secrets.map(spelled).join(", ")}.`
      : `Did you mean "${spelled(meant)}"?`;
  return new Problem(
    "GH1006",
    `${key}: no secret of stage ${stack} is named "${secret}".`,
    secrets.length === 0 ? "It declares no secret: take the line away." : fix,
  );
}
