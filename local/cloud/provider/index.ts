/** The simulated cloud as provider processes that the real Pulumi engine attaches with PULUMI_DEBUG_PROVIDERS. */
import * as grpc from "@grpc/grpc-js";
import { version as awsVersion } from "@pulumi/aws/package.json";
import { version as awsxVersion } from "@pulumi/awsx/package.json";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { SimulatedCloud } from "../index";
import { awsProvider } from "./aws";
import { awsxProvider } from "./awsx";
import type { Handlers } from "./handlers";

/** Messages hold whole resources, OpenAPI bodies included; gRPC's own limit is 4 MB. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

export interface Providers {
  /** Package → port on 127.0.0.1. */
  readonly ports: Readonly<Record<"aws" | "awsx", number>>;
  /** What PULUMI_DEBUG_PROVIDERS takes: `aws:PORT,awsx:PORT`. */
  readonly debugProviders: string;
  close(): void;
}

/** Serves the cloud as the `aws` and `awsx` providers, on free ports of the loopback interface. */
export async function startProviders(cloud: SimulatedCloud): Promise<Providers> {
  const aws = await serve(awsProvider(cloud, awsVersion));
  const awsx = await serve(awsxProvider(cloud, awsxVersion, awsVersion));
  const ports = { aws: aws.port, awsx: awsx.port };
  return {
    ports,
    debugProviders: `aws:${ports.aws},awsx:${ports.awsx}`,
    close() {
      aws.server.forceShutdown();
      awsx.server.forceShutdown();
    },
  };
}

function serve(handlers: Handlers): Promise<{ server: grpc.Server; port: number }> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  server.addService(ResourceProviderService, handlers);
  return new Promise((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve({ server, port }),
    ),
  );
}
