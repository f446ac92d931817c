import assert from "node:assert/strict";
import type { IncomingMessage, Server } from "node:http";
import { connect, type Socket } from "node:net";
import { listen } from "../../local/server";

describe("what is no request", () => {
  let server: Server;
  let port = 0;
  before(async () => {
    ({ server, port } = await listen(0, (request, response) => {
      response.setHeader("x-headers", request.rawHeaders.length / 2);
      if (request.url === "/later") late(request, () => response.end("answered later"));
      else if (request.headers["content-length"] === undefined) response.end("answered");
    }));
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  /** Everything that comes back for these lines, until the server closes the connection. */
  const exchange = (...lines: readonly string[]): Promise<string> =>
    answersTo((socket) => socket.write(`${lines.join("\r\n")}\r\n\r\n`));

  /** The same for these lines and the end of the client's side. */
  const exchangeAndEnd = (...lines: readonly string[]): Promise<string> =>
    answersTo((socket) => socket.end(`${lines.join("\r\n")}\r\n\r\n`));

  const answersTo = (say: (socket: Socket) => void): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1");
      let text = "";
      socket.on("data", (chunk) => (text += String(chunk)));
      socket.on("close", () => resolve(text));
      socket.on("error", reject);
      say(socket);
    });

  /** Goes on when the server has seen the end of what the client says, or that it is nonsense. */
  function late(request: IncomingMessage, goOn: () => void): void {
    const later = () => setImmediate(goOn);
    request.socket.once("end", later);
    server.once("clientError", later);
  }

  const REFUSED =
    /^HTTP\/1\.1 400 Bad Request\r\nx-amzn-RequestId: [0-9a-f-]{36}\r\n[^]*\r\n\r\n\{"message":"Bad Request"\}$/;

  it("is refused with a request id: bytes that are no HTTP", async () => {
    assert.match(await exchange("nonsense"), REFUSED);
  });

  it("is refused: HTTP/1.1 without Host, with two, and with one that is no host (RFC 9112, section 3.2)", async () => {
    assert.match(await exchange("GET / HTTP/1.1"), REFUSED);
    assert.match(await exchange("GET / HTTP/1.1", "Host: a.example", "Host: b.example"), REFUSED);
    assert.match(await exchange("GET / HTTP/1.1", "Host: a.example/path"), REFUSED);
    assert.match(
      await exchange("GET / HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket"),
      REFUSED,
      "a handshake",
    );
  });

  it("is answered after what stood before it on its connection", async () => {
    const answers = await exchange("GET / HTTP/1.1", "Host: a.example", "", "GET / HTTP/1.1");
    assert.match(answers, /^HTTP\/1\.1 200 [^]*answered[^]*HTTP\/1\.1 400 /);
  });

  for (const [what, rest] of [
    ["bytes that are no HTTP", "nonsense\r\n\r\n"],
    [
      "a request whose body breaks off",
      "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 9\r\n\r\nhalf",
    ],
  ] as const)
    it(`is answered after what is still being answered: ${what}`, async () => {
      const answers = await exchangeAndEnd(
        "GET /later HTTP/1.1",
        "Host: a.example",
        "",
        "GET /later HTTP/1.1",
        "Host: a.example",
        "",
        rest,
      );
      assert.match(
        answers,
        /^HTTP\/1\.1 200 [^]*answered later[^]*HTTP\/1\.1 200 [^]*answered later[^]*HTTP\/1\.1 400 /,
      );
    });

  it("is none: a client that closes its side and waits gets the answers that it waits for", async () => {
    const answers = await exchangeAndEnd(
      "GET /later HTTP/1.1",
      "Host: a.example",
      "",
      "GET /later HTTP/1.1",
      "Host: a.example",
    );
    assert.equal(answers.match(/HTTP\/1\.1 200 /g)?.length, 2);
  });

  it("is a request: HTTP/1.0 without Host, and HTTP/1.1 with any host", async () => {
    assert.match(await exchange("GET / HTTP/1.0"), /^HTTP\/1\.1 200 [^]*answered$/);
    for (const host of ["a.example:80", "[::1]:8787", "", "a_b.example."])
      assert.match(
        await exchange("GET / HTTP/1.1", `Host: ${host}`, "Connection: close"),
        /^HTTP\/1\.1 200 /,
        host,
      );
  });

  it("is a request: one with more headers than Node would pass on, all of which are heard", async () => {
    const many = Array.from({ length: 1_500 }, (_, index) => `x-${index}: many`);
    const answer = await exchange("GET / HTTP/1.1", ...many, "Host: a.example", "Connection: close");
    assert.match(answer, /^HTTP\/1\.1 200 [^]*x-headers: 1502\r\n/);
  });

  it("is refused: a tunnel, which nobody opens here", async () => {
    assert.match(await exchange("CONNECT a.example:443 HTTP/1.1", "Host: a.example:443"), REFUSED);
  });

  it("is refused with a request id: an expectation that nobody meets (RFC 9110, section 10.1.1)", async () => {
    assert.match(
      await exchange("POST / HTTP/1.1", "Host: a.example", "Expect: a-miracle", "Content-Length: 0"),
      /^HTTP\/1\.1 417 Expectation Failed\r\nx-amzn-RequestId: [0-9a-f-]{36}\r\n[^]*\{"message":"Expectation Failed"\}$/,
    );
  });
});
