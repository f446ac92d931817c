import { type Graph, type GraphResource, Problem, reveal } from "../graph";
import type { JsonValue, SpecDocument } from "./document";
import { isObject } from "./document";

/** One API of a graph that is a document. */
export interface DocumentedApi {
  /** Such as `storefront-v1`: the document's own title. */
  readonly title: string;
  readonly document: SpecDocument;
  /** Where its first stage answers, when the graph says. */
  readonly url?: string;
}

const API_TYPES = ["aws:apigateway/restApi:RestApi", "aws:apigatewayv2/api:Api"];

/** Every REST or HTTP API of the graph whose OpenAPI document is there: its body, or an output of its component. */
function documentedApis(graph: Graph): DocumentedApi[] {
  return graph.resources.flatMap((resource): DocumentedApi[] => {
    const document = API_TYPES.includes(resource.type)
      ? (parsed(resource.inputs.body) ?? parsed(parentOf(graph, resource)?.outputs.document))
      : undefined;
    if (document === undefined) return [];
    const title = String(isObject(document.info) ? (document.info.title ?? resource.name) : resource.name);
    const url = stageUrl(graph, resource);
    return [{ title, document, ...(url === undefined ? {} : { url }) }];
  });
}

/** The API by name and version, such as `storefront` and `v1`. @throws Problem naming what there is */
export function findApi(graph: Graph, name: string, version: string | undefined): DocumentedApi {
  const apis = documentedApis(graph);
  const wanted = version === undefined ? name : `${name}-${version}`;
  const exact = apis.filter(({ title }) => title === wanted);
  const versions = apis.filter(({ title }) => version === undefined && title.startsWith(`${name}-v`));
  const [found, ...others] = exact.length > 0 ? exact : versions;
  if (found !== undefined && others.length === 0) return found;
  const titles = (found === undefined ? apis : [found, ...others]).map(({ title }) => title).sort();
  throw found === undefined
    ? new Problem(
        "GH1040",
        `There is no API ${wanted} with an OpenAPI document. WebSocket APIs have none, nor have HTTP APIs that another program made route by route.`,
        titles.length > 0
          ? `Name one of ${titles.join(", ")}.`
          : "Ask API Gateway for the document of a deployed HTTP API: aws apigatewayv2 export-api.",
      )
    : new Problem(
        "GH1040",
        `${name} has several versions: ${titles.join(", ")}.`,
        "Name one with --version.",
      );
}

const parentOf = (graph: Graph, { parent }: GraphResource): GraphResource | undefined =>
  graph.resources.find(({ urn, custom }) => urn === parent && !custom);

function parsed(property: unknown): SpecDocument | undefined {
  const text = reveal(property);
  if (typeof text !== "string") return undefined;
  try {
    const document = JSON.parse(text) as JsonValue;
    return isObject(document) ? document : undefined;
  } catch {
    return undefined;
  }
}

function stageUrl(graph: Graph, api: GraphResource): string | undefined {
  const url = graph.resources
    .filter(({ type, propertyDependencies: { restApi = [], apiId = [] } }) => {
      const refers = [...restApi, ...apiId].includes(api.urn);
      return refers && ["aws:apigateway/stage:Stage", "aws:apigatewayv2/stage:Stage"].includes(type);
    })
    .map((stage) => reveal(stage.outputs.invokeUrl))
    .find((value) => typeof value === "string");
  // $default answers at the root: paths, which begin with a slash, follow.
  return typeof url === "string" ? url.replace(/^wss:/, "https:").replace(/\/$/, "") : undefined;
}
