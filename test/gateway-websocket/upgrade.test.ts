import assert from "node:assert/strict";
import { connect } from "node:net";

import { listen } from "../../local/server";

/** Everything that comes back for these bytes, until the server closes. */
const exchange = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket.on("data", (chunk) => (text += String(chunk)));
    socket.on("end", () => resolve(text));
    socket.on("error", reject);
    socket.write(bytes);
  });

describe("A request that asks for another protocol", () => {
  it("is answered as any other when nobody speaks it, as curl --http2 needs", async () => {
    const { server, port } = await listen(0, (_, response) => response.end("plain"));
    try {
      const answer = await exchange(
        port,
        "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
      );
      assert.match(answer, /^HTTP\/1\.1 200 OK[^]*plain/);
      const withBody = await exchange(
        port,
        "POST / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 1\r\n\r\nx",
      );
      assert.match(withBody, /^HTTP\/1\.1 400 /);
    } finally {
      server.close();
    }
  });

  it("goes to who takes it", async () => {
    const { server, port } = await listen(
      0,
      (_, response) => response.end("plain"),
      (_, socket) => Boolean(socket.end("HTTP/1.1 101 Switching Protocols\r\n\r\n")),
    );
    try {
      const answer = await exchange(
        port,
        "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n",
      );
      assert.match(answer, /^HTTP\/1\.1 101 /);
    } finally {
      server.close();
    }
  });
});
