import { readFileSync } from "node:fs";
import { join } from "node:path";

const read = (name: string): string =>
  readFileSync(join(__dirname, "..", "templates", `${name}.vtl`), "utf8").trim();

/** What a MOCK integration is asked for: the status picks the integration response. */
export const mockRequest = read("mockRequest");

/** The same for the answer to a preflight request. */
export const preflightRequest = read("preflightRequest");

/** A request without a body. `passthroughBehavior: never` wants a template all the same. */
export const noBody = read("noBody");

/**
 * Echoes the request's Origin when it is one of `origins`, else sets no header. A static response header holds one
 * origin only. Header names in `$input.params()` are as the client wrote them: browsers send `Origin` over HTTP/1.1
 * and `origin` over HTTP/2. The origins have to be checked to be plain by now: they become VTL strings.
 */
export const allowOrigin = (origins: readonly string[]): string =>
  read("allowOrigin").replace("ALLOWED_ORIGINS", origins.map((origin) => `"${origin}"`).join(", "));
