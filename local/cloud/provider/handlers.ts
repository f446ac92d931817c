/** What every provider process answers in the same way. */
import * as grpc from "@grpc/grpc-js";
import * as plugproto from "@pulumi/pulumi/proto/plugin_pb";
import * as provproto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

/** Handlers by method name; methods that are left out answer UNIMPLEMENTED, which the engine takes for "no". */
export type Handlers = grpc.UntypedServiceImplementation;

/** A unary method as a function of its request and of the connection that it came through. */
export function unary<Request, Response>(
  answer: (request: Request, connection: string) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    // Each configured provider of a program has a connection of its own, and the address tells them apart.
    Promise.resolve()
      .then(() => answer(call.request, call.getPeer()))
      .then(
        (response) => callback(null, response),
        (error: unknown) =>
          callback({
            code: grpc.status.UNKNOWN,
            details: error instanceof Error ? error.message : String(error),
          }),
      );
  };
}

/** Methods that open a connection and say what the provider understands. */
export function commonHandlers(version: string): Handlers {
  return {
    getPluginInfo: unary(() => new plugproto.PluginInfo().setVersion(version)),
    handshake: unary(() =>
      new provproto.ProviderHandshakeResponse().setAcceptSecrets(true).setAcceptResources(true),
    ),
    attach: unary(() => new Empty()),
    cancel: unary(() => new Empty()),
    getSchema: unary(() => new provproto.GetSchemaResponse().setSchema("{}")),
    checkConfig: unary((request: provproto.CheckRequest) =>
      new provproto.CheckResponse().setInputs(request.getNews()),
    ),
    delete: unary(() => new Empty()),
  };
}
