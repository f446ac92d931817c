import { fromThisMachine, type Room } from "./frontDoor";
import type { ExampleSetting } from "./settings";

/** Where the headers of an API's example caller are: `/_caller/<api>`. */
export const CALLER_PATH = "/_caller/";

export interface CallersParts {
  /** The example of the API of this name. */
  readonly exampleOf: (api: string) => ExampleSetting | undefined;
  readonly secretText: (nameOrArn: string) => Promise<string | undefined>;
}

/**
 * Headers with which a rehearsed API lets an example in, one a line, as `curl -H @file` reads them: they follow the
 * rotation of the secret that they are made of. Nothing of a real account is in there; other sites' pages get nothing.
 */
export function callers({ exampleOf, secretText }: CallersParts): Room {
  return {
    async handle(request, response) {
      if (!request.url?.startsWith(CALLER_PATH)) return false;
      const example = exampleOf(decode(request.url.slice(CALLER_PATH.length)));
      if (!fromThisMachine(request) || !example) return false;
      const members = example.secret === undefined ? {} : membersOf(await secretText(example.secret));
      const lines =
        members && Object.entries(example.headers).map(([name, value]) => `${name}: ${fill(value, members)}`);
      response.writeHead(lines ? 200 : 503, {
        "content-type": "text/plain; charset=utf-8",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      });
      response.end(lines ? `${lines.join("\n")}\n` : "The secret has no value; its rotation has failed.\n");
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

/** The texts in a JSON object; undefined when it is none. */
function membersOf(text: string | undefined): Readonly<Record<string, string>> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    if (typeof value !== "object" || value === null) return undefined;
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  } catch {
    return undefined;
  }
}

/** A value must not end its line, whatever the secret holds. */
const fill = (template: string, members: Readonly<Record<string, string>>): string =>
  template
    .replace(/\{(\w+)\}/g, (whole, name: string) =>
      Object.hasOwn(members, name) ? (members[name] ?? whole) : whole,
    )
    .replace(/[\r\n]+/g, " ");
