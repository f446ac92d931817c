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

/** Every REST or HTTP API of the graph that was made of an OpenAPI document. */
function documentedApis(graph: Graph): DocumentedApi[] {
  return graph.resources.flatMap((resource): DocumentedApi[] => {
    const document = API_TYPES.includes(resource.type) ? bodyOf(resource) : undefined;
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
        `There is no API ${wanted} that was made of a document.`,
        `Name one of ${titles.join(", ") || "another stage"}.`,
      )
    : new Problem(
        "GH1040",
        `${name} has several versions: ${titles.join(", ")}.`,
        "Name one with --version.",
      );
}

function bodyOf(resource: GraphResource): SpecDocument | undefined {
  const body = reveal(resource.inputs.body);
  if (typeof body !== "string") return undefined;
  try {
    const document = JSON.parse(body) as JsonValue;
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
  return typeof url === "string" ? url.replace(/^wss:/, "https:") : undefined;
}
