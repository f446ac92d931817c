import { createServer } from "node:http";
import type { IncomingHttpHeaders, Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What a fake backend was sent. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** A server on loopback that remembers what it was sent. `hang` answers never. */
export class FakeBackend {
  readonly received: Received[] = [];
  reply: Reply | "hang" = { body: "{}" };
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { method = "", url = "", headers } = request;
        this.received.push({ method, url, headers, body: Buffer.concat(chunks).toString("utf8") });
        if (this.reply === "hang") return;
        const { status = 200, headers: own = { "content-type": "application/json" }, body = "" } = this.reply;
        response.writeHead(status, own).end(body);
      });
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Runs a test with a backend that listens, and is closed afterwards. */
  static async with(test: (backend: FakeBackend) => Promise<void>): Promise<void> {
    const backend = new FakeBackend();
    await new Promise<void>((resolve) => backend.server.listen(0, "127.0.0.1", resolve));
    try {
      await test(backend);
    } finally {
      backend.server.closeAllConnections();
      await new Promise((resolve) => backend.server.close(resolve));
    }
  }
}
