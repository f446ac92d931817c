import dgram from "node:dgram";
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";

const LOOPBACK =
  /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3}|0\.0\.0\.0|::)\.?$/i;

const isLoopback = (host: unknown): boolean => typeof host !== "string" || host === "" || LOOPBACK.test(host);

/**
 * Nothing of a rehearsal connects outside: a handler that calls a service without a local stand-in gets an error
 * that says so, instead of a request to the real AWS. EACCES is not retried by the AWS SDK.
 */
export function stayOnThisMachine(emit: (line: string) => void): void {
  refuseConnections(emit);
  refuseDatagrams();
  refuseNames();
  syncBuiltinESMExports();
}

function refusal(host: string, port: unknown): NodeJS.ErrnoException {
  const place = typeof port === "number" || typeof port === "string" ? `${host}:${port}` : host;
  const message = `connect EACCES ${place} - a rehearsed function reaches this machine only`;
  return Object.assign(new Error(message), { code: "EACCES", syscall: "connect", address: host });
}

interface Target {
  readonly path?: unknown;
  readonly host?: unknown;
  readonly port?: unknown;
}

function refuseConnections(emit: (line: string) => void): void {
  const connect = net.Socket.prototype.connect as (this: net.Socket, ...args: unknown[]) => net.Socket;
  net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]): net.Socket {
    const { path, host, port } = target(args);
    if (path !== undefined || isLoopback(host)) return connect.apply(this, args);
    const error = refusal(String(host), port);
    emit(error.message);
    process.nextTick(() => this.destroy(error));
    return this;
  } as typeof net.Socket.prototype.connect;
}

/** net.connect() hands over its normalized arguments as one array; connect() itself takes three shapes. */
function target(args: readonly unknown[]): Target {
  const first = Array.isArray(args[0]) ? (args[0] as unknown[])[0] : args[0];
  if (first !== null && typeof first === "object") return first;
  if (typeof first === "string" && !/^\d+$/.test(first)) return { path: first };
  return { port: first, host: args[1] };
}

function refuseDatagrams(): void {
  const send = dgram.Socket.prototype.send as (this: dgram.Socket, ...args: unknown[]) => void;
  dgram.Socket.prototype.send = function (this: dgram.Socket, ...args: unknown[]): void {
    const address = args.slice(1).find((argument) => typeof argument === "string");
    const callback = args.at(-1);
    if (isLoopback(address)) send.apply(this, args);
    else if (typeof callback === "function")
      process.nextTick(callback as () => void, refusal(String(address), undefined));
  } as typeof dgram.Socket.prototype.send;
}

/** Names under localhost are this machine (RFC 6761, 6.3), but not every system's resolver knows. */
const plainLoopback = (host: unknown): unknown =>
  typeof host === "string" && /\.localhost\.?$/i.test(host) ? "localhost" : host;

/** Name queries leave the machine too: every name but localhost is unknown. */
function refuseNames(): void {
  const refused = (host: unknown): NodeJS.ErrnoException =>
    Object.assign(new Error(`queryA ENOTFOUND ${String(host)}`), { code: "ENOTFOUND", hostname: host });
  const callbacks = dns as unknown as Record<string, unknown>;
  const promises = dns.promises as unknown as Record<string, unknown>;
  for (const name of Object.keys(callbacks).filter((key) => /^(lookup$|resolve|reverse)/.test(key))) {
    const original = callbacks[name] as (...args: unknown[]) => unknown;
    callbacks[name] = (...args: unknown[]) => {
      if (isLoopback(args[0])) return original(plainLoopback(args[0]), ...args.slice(1));
      process.nextTick(args.at(-1) as (error: Error) => void, refused(args[0]));
      return undefined;
    };
    const promised = promises[name];
    if (typeof promised !== "function") continue;
    promises[name] = async (...args: unknown[]): Promise<unknown> => {
      if (!isLoopback(args[0])) throw refused(args[0]);
      return (promised as (...args: unknown[]) => unknown)(plainLoopback(args[0]), ...args.slice(1));
    };
  }
}
