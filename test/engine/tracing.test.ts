import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { Server as GrpcServer, ServerCredentials, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { runEngine } from "../../local/commands/engine";
import { engineTest } from "./simulation";

const BOOTSTRAP = join(__dirname, "../../bootstrap");
const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

/** Pulumi's SDK calls names of OpenTelemetry 1 when it traces; infra/openTelemetry.cjs stands in for them. */
describe("a traced run of the real Pulumi engine", () => {
  let home = "";
  beforeEach(() => (home = mkdtempSync(join(tmpdir(), "gatehouse-tracing-"))));
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const preview = async (env: NodeJS.ProcessEnv, ...flags: readonly string[]): Promise<void> => {
    let all = "";
    const code = await runEngine(["preview", "--stack", "account", "--non-interactive", ...flags], {
      root: BOOTSTRAP,
      home,
      env: { ...process.env, ...env },
      onOutput: (text) => (all += text),
    });
    assert.equal(code, 0, all);
  };

  engineTest("goes on the caller's trace, and sends the program's spans to its collector", async () => {
    const collector = await collectSpans();
    try {
      await preview({
        TRACEPARENT: `00-${TRACE_ID}-b7ad6b7169203331-01`,
        PULUMI_OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector.port}`,
      });
    } finally {
      collector.server.forceShutdown();
    }
    const spans = Buffer.concat(collector.requests);
    assert.ok(spans.includes(Buffer.from(TRACE_ID, "hex")), "no span of the caller's trace");
    for (const part of ["pulumi-sdk-nodejs", "pulumirpc.ResourceMonitor/RegisterResource"])
      assert.ok(spans.includes(part), `${part} is in no span`);
  });

  engineTest("sends the program's spans where --tracing says", async () => {
    const names: string[] = [];
    const zipkin = await listen(
      createServer((request, response) => {
        const isProgram = request.headers["content-type"] === "application/json";
        const read = isProgram ? json(request) : Promise.resolve([]).finally(() => request.resume());
        void read.then((spans) => {
          names.push(...(spans as { name: string }[]).map(({ name }) => name));
          response.writeHead(202).end();
        });
      }),
    );
    try {
      const { port } = zipkin.address() as AddressInfo;
      await preview({ PULUMI_EXPERIMENTAL: "1" }, "--tracing", `http://127.0.0.1:${port}/api/v1/spans`);
    } finally {
      zipkin.close();
    }
    assert.ok(names.includes("language-runtime.runProgram"), names.join(", "));
  });
});

/** A collector of OpenTelemetry's protocol that keeps what it is sent, undecoded. */
async function collectSpans(): Promise<{ server: GrpcServer; port: number; requests: readonly Buffer[] }> {
  const requests: Buffer[] = [];
  const server = new GrpcServer();
  const bytes = (value: Buffer): Buffer => value;
  const method = {
    path: "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
    requestStream: false,
    responseStream: false,
    requestSerialize: bytes,
    requestDeserialize: bytes,
    responseSerialize: bytes,
    responseDeserialize: bytes,
  };
  const service: UntypedServiceImplementation = {
    export: ((call: { request: Buffer }, answer: (error: null, value: Buffer) => void) => {
      requests.push(call.request);
      answer(null, Buffer.alloc(0));
    }) as UntypedServiceImplementation[string],
  };
  server.addService({ export: method }, service);
  const port = await new Promise<number>((done, failed) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? failed(error) : done(bound),
    ),
  );
  return { server, port, requests };
}

const listen = async (server: HttpServer): Promise<HttpServer> =>
  new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
