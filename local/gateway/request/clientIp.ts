import type { IncomingMessage } from "node:http";

/** Address of the caller. An IPv4 address that Node shows inside an IPv6 one is IPv4 to everybody else. */
export function clientIp(request: IncomingMessage): string {
  const address = request.socket.remoteAddress ?? "127.0.0.1";
  return address.startsWith("::ffff:") ? address.slice(7) : address;
}
