import { z } from "zod";
import { row } from "../default";
import { hostLabel, hostName } from "./values";

/** TLS policies of edge-optimised domain names that this platform accepts, weakest first. */
const edgeTlsPolicies = [
  "TLS_1_2",
  "SecurityPolicy_TLS12_PFS_2025_EDGE",
  "SecurityPolicy_TLS13_2025_EDGE",
] as const;

/** What `gatehouse:stage.domain` may leave out. */
export const defaults = {
  host: row("api", "house rule: api.<zone>"),
  tlsPolicy: row(
    "SecurityPolicy_TLS12_PFS_2025_EDGE",
    "Security Hub APIGateway.11: on its list, and the one of the two edge policies that TLS 1.2 clients can still use",
  ),
  ownsCaaRecord: row(
    false,
    "one per zone, and it holds for every name in it: the stack that owns it says so",
  ),
} as const;

/** `gatehouse:stage.domain` */
export const schema = z
  .strictObject({
    zoneName: z
      .string()
      .regex(hostName, "a lower-case domain name such as example.com")
      .describe(
        "Public Route 53 hosted zone in this account. Records and the certificate's validation go there.",
      ),
    host: z
      .string()
      .regex(hostLabel, "one lower-case DNS label such as api")
      .default(defaults.host.value)
      .describe("Label of the API's host name: <host>.<zoneName>."),
    tlsPolicy: z
      .enum(edgeTlsPolicies)
      .default(defaults.tlsPolicy.value)
      .describe("TLS versions and ciphers that the domain name accepts."),
    ownsCaaRecord: z
      .boolean()
      .default(defaults.ownsCaaRecord.value)
      .describe(
        "Whether this stack sets the zone's CAA record: only Amazon may then issue certificates for any name in the zone.",
      ),
  })
  .describe("Custom domain of the storefront. Left out: the API answers at its execute-api address.");
