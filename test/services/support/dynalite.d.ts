/** The part of dynalite 4 that the tests use: an HTTP server that speaks DynamoDB. It ships no types. */
declare module "dynalite" {
  import type { Server } from "node:http";

  export default function dynalite(options: {
    readonly createTableMs?: number;
    readonly updateTableMs?: number;
    readonly deleteTableMs?: number;
  }): Server;
}
