import type { DeclaredApi } from "../gateway";
import type { Identity } from "../identity";
import type { Example } from "./examples";
import type { ExampleSetting } from "./settings";
import { tokenFor } from "./tokenCommand";

const SOURCE = /^route\.request\.(header|querystring)\.(.+)$/;
/** Named by pages' scripts; a made-up page stands there. */
const ORIGIN = /^origin$/i;
const ANY_PAGE = "http://localhost:3000";

/** The first route of its own, named as the selection expression finds it; any text otherwise. */
function messageFor(api: DeclaredApi): unknown {
  const route = api.operations.find(({ path }) => !path.startsWith("$"))?.path;
  const member = /^\$\{?request\.body\.(\w+)\}?$/.exec(api.webSocket?.routeSelectionExpression ?? "")?.[1];
  return route === undefined || member === undefined ? "hello" : { [member]: route };
}

/** `ws` is the project's own; the address, which holds the token, is the script's argument. */
function script(message: string, headers: Readonly<Record<string, string>>): string {
  const options = Object.keys(headers).length === 0 ? "" : `,{headers:${JSON.stringify(headers)}}`;
  return (
    `node -e 's=new(require("ws"))(process.argv[1]${options}).on("upgrade",r=>console.log(r.statusCode))` +
    `.on("open",()=>{s.send(${JSON.stringify(message)});setTimeout(()=>s.close(),1000)})` +
    `.on("message",m=>console.log(String(m))).on("error",e=>console.log(e.message))'`
  );
}

const REFUSED = `node -e 'new(require("ws"))(process.argv[1]).on("error",e=>console.log(e.message))'`;

/** One connection that is let in and sends a message, and one that is not let in, for a WebSocket API. */
export function webSocketExamples(
  api: DeclaredApi,
  url: string,
  identity: Identity,
  setting?: ExampleSetting,
): Example[] {
  const body = setting?.body ?? messageFor(api);
  const message = (typeof body === "string" ? body : JSON.stringify(body)).replaceAll("'", "\\u0027");
  const sources = (api.webSocket?.identitySources ?? []).flatMap((source) => {
    const [, place, name = ""] = SOURCE.exec(source) ?? [];
    return place === undefined ? [] : [{ place, name }];
  });
  const set = setting?.headers ?? {};
  if (sources.length === 0)
    return [{ status: 101, condition: "for all", command: `${script(message, set)} ${url}` }];
  const isSet = (name: string): boolean =>
    Object.keys(set).some((one) => one.toLowerCase() === name.toLowerCase());
  const token = tokenFor(identity);
  const inHeaders = sources.filter(({ place, name }) => place === "header" && !isSet(name));
  const headers = {
    ...set,
    ...Object.fromEntries(
      inHeaders.map(({ name }) => [name, ORIGIN.test(name) ? ANY_PAGE : "Bearer TOKEN"] as const),
    ),
  };
  const query = sources
    .filter(({ place }) => place === "querystring")
    .map(({ name }, index) => `${index === 0 ? "?" : "&"}${encodeURIComponent(name)}=$(${token})`)
    .join("");
  const refused = { status: 401, condition: "without", command: `${REFUSED} ${url}` };
  if (token === undefined) return [{ ...refused, condition: "without a token" }];
  // A token in a header cannot stand in quotes that the shell leaves alone: the script puts the second argument there.
  const first = script(message, headers).replace('"Bearer TOKEN"', '"Bearer "+process.argv[2]');
  const second = inHeaders.some(({ name }) => !ORIGIN.test(name)) ? ` "$(${token})"` : "";
  return [{ status: 101, condition: "with a token", command: `${first} "${url}${query}"${second}` }, refused];
}
