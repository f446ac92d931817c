import { IncomingMessage } from "node:http";
import type { IncomingHttpHeaders } from "node:http";

import type { BodyOutcome } from "./readBody";

/** What a distribution changes of a request before its origin gets it. */
export interface OriginRequestParts {
  readonly url: string;
  /** Names and values in turn. */
  readonly rawHeaders: string[];
  /** The same by name in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** The viewer's, which has been read. */
  readonly body: BodyOutcome;
  /** What the distribution's gates left for the trace. */
  readonly trace: readonly string[];
}

/** The request of a distribution to its origin, on the viewer's connection. */
export class OriginRequest extends IncomingMessage {
  readonly body: BodyOutcome;
  readonly trace: readonly string[];

  constructor(viewer: IncomingMessage, { url, rawHeaders, headers, body, trace }: OriginRequestParts) {
    super(viewer.socket);
    this.method = viewer.method;
    this.url = url;
    this.rawHeaders = rawHeaders;
    this.headers = headers;
    this.httpVersion = viewer.httpVersion;
    this.httpVersionMajor = viewer.httpVersionMajor;
    this.httpVersionMinor = viewer.httpVersionMinor;
    this.body = body;
    this.trace = trace;
    this.complete = true;
    this.push(null);
  }
}

const NONE: readonly string[] = [];

/** Trace entries of the gates that stood before the API. */
export const traceBefore = (request: IncomingMessage): readonly string[] =>
  request instanceof OriginRequest ? request.trace : NONE;
