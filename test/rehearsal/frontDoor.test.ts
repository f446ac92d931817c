import assert from "node:assert/strict";
import type { Server } from "node:http";
import { type Room, frontDoor } from "../../local/server/frontDoor";
import { listen } from "../../local/server/listen";

const answers = (text: string): Room => ({
  handle: (_request, response) => {
    response.end(text);
    return true;
  },
});
const no: Room = { handle: () => false };
const noLater: Room = { handle: () => Promise.resolve(false) };

describe("front door", () => {
  let server: Server;
  let rooms: readonly Room[] = [];
  let errors: unknown[] = [];
  let url = "";
  let requestId: string | null;
  before(async () => {
    const door = frontDoor({
      rooms: () => rooms,
      overview: () => "everything",
      onError: (error) => errors.push(error),
    });
    const listening = await listen(0, door);
    server = listening.server;
    url = `http://127.0.0.1:${listening.port}`;
  });
  beforeEach(() => {
    errors = [];
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });

  const ask = async (...asked: readonly Room[]): Promise<readonly [number, string]> => {
    rooms = asked;
    const response = await fetch(`${url}/`);
    requestId = response.headers.get("x-amzn-requestid");
    return [response.status, await response.text()];
  };

  it("asks the rooms in turn, whether they answer at once or later", async () => {
    assert.deepEqual(await ask(no, noLater, no, answers("third"), answers("fourth")), [200, "third"]);
    assert.deepEqual(await ask(noLater, noLater, answers("last")), [200, "last"]);
  });

  it("gives its own answers a request id, also when something failed", async () => {
    await ask();
    assert.match(requestId ?? "", /^[0-9a-f-]{36}$/);
    await ask({ handle: () => Promise.reject(new Error("a defect")) });
    assert.match(requestId ?? "", /^[0-9a-f-]{36}$/);
  });

  it("answers itself when no room does", async () => {
    assert.deepEqual(await ask(no, noLater), [200, "everything"]);
    assert.deepEqual(await ask(), [200, "everything"]);
  });

  it("answers 500 and reports when a room throws, at once or later", async () => {
    const thrown = new Error("a defect");
    const throws: Room = {
      handle: () => {
        throw thrown;
      },
    };
    const rejects: Room = { handle: () => Promise.reject(thrown) };
    for (const asked of [[throws], [rejects], [noLater, throws], [no, rejects]])
      assert.deepEqual(await ask(...asked), [500, '{"message":"Internal server error"}']);
    assert.deepEqual(errors, [thrown, thrown, thrown, thrown]);
  });
});
