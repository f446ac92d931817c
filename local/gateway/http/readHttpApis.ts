import { locate } from "../api/location";
import type { Declarations, Declared } from "../declarations";
import { text } from "../declarations";
import type { Notice } from "../notice";
import type { ImportedHttpBody } from "./fromBody";
import { readHttpBody } from "./fromBody";
import { quickRoute, readCors, readRoutes } from "./fromResources";
import type { HttpApiModel } from "./model";

/** Every HTTP API of the program. A body that cannot be read is a notice, and the API has none of its routes. */
export function readHttpApis(declarations: Declarations, notices: Notice[]): HttpApiModel[] {
  return declarations
    .of("aws:apigatewayv2/api:Api")
    .filter(({ properties }) => properties.protocolType === "HTTP")
    .map((api) => {
      const body = importedBody(api, notices);
      const cors = readCors(api.properties.corsConfiguration) ?? body?.cors;
      return {
        urn: api.urn,
        id: api.id,
        name: text(api.properties.name) ?? api.name,
        location: locate(api),
        disableExecuteApiEndpoint: api.properties.disableExecuteApiEndpoint === true,
        ...(cors === undefined ? {} : { cors }),
        routes: [...(body?.routes ?? []), ...quickRoute(api), ...readRoutes(declarations, api.id)],
      };
    });
}

function importedBody(api: Declared, notices: Notice[]): ImportedHttpBody | undefined {
  const body = text(api.properties.body);
  if (body === undefined) return undefined;
  try {
    return readHttpBody(body);
  } catch (error) {
    notices.push({
      urn: api.urn,
      property: "body",
      message: `The body is not JSON that can be read (${error instanceof Error ? error.message : "unknown"}); the API is served without its routes.`,
    });
    return undefined;
  }
}
