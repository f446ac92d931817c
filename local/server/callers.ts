import { randomUUID } from "node:crypto";
import type { Credentials } from "./credentials";
import { fromThisMachine, type Room } from "./frontDoor";

/** Where an API's example caller is: `/_caller/<api>`. */
export const CALLER_PATH = "/_caller/";

/**
 * What lets an example request in, as a file of curl's own options, which `curl -K -` reads. It is made when it is asked
 * for, so that it follows the rotation of secrets and the end of tokens. Nothing of a real account is in there; other
 * sites' pages get nothing.
 */
export function callers(credentialsOf: (api: string) => Credentials | undefined): Room {
  return {
    async handle(request, response) {
      if (!request.url?.startsWith(CALLER_PATH)) return false;
      const credentials = credentialsOf(decode(request.url.slice(CALLER_PATH.length)));
      if (!fromThisMachine(request) || !credentials) return false;
      const presented = await credentials.present();
      response.writeHead(presented ? 200 : 503, {
        "x-amzn-RequestId": randomUUID(),
        "content-type": "text/plain; charset=utf-8",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      });
      // A comment in curl's file: the request then goes out without credentials, and is refused.
      if (!presented)
        response.end(
          "# The example's secret has no value: its rotation has failed, or an edit took it away.\n",
        );
      else response.end(presented.map(([option, value]) => `${option} = ${quoted(value)}\n`).join(""));
      return true;
    },
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A value must not end its line, whatever a secret holds. */
const quoted = (value: string): string =>
  `"${value.replace(/[\r\n]+/g, " ").replace(/["\\]/g, (each) => `\\${each}`)}"`;
