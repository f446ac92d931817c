import { z } from "zod";
import { hostName, isIpv4Address, isOrigin, whole } from "./values";

/** What the sections of the APIs have in common; the numbers are each section's own. */

/** Stage throttle of one API. All stages of an account share its quota. */
export const throttle = (requestsPerSecond: number, burst: number) =>
  z
    .strictObject({
      requestsPerSecond: whole(1, 10_000)
        .default(requestsPerSecond)
        .describe("Steady rate of the whole stage."),
      burst: whole(1, 5_000).default(burst).describe("Size of the token bucket."),
    })
    .prefault({})
    .describe("Stage throttle. Operations may have their own, in the contract.");

/** Size and limits of an API's functions. `longest` is a second less than the API waits. */
export const functions = (
  { memoryMegabytes, timeoutSeconds }: { memoryMegabytes: number; timeoutSeconds: number },
  longest: number,
) =>
  z
    .strictObject({
      memoryMegabytes: whole(128, 10_240)
        .default(memoryMegabytes)
        .describe("Memory of each function; CPU grows with it."),
      timeoutSeconds: whole(1, longest).default(timeoutSeconds).describe("Longest run of a function."),
      reservedConcurrency: whole(1, 1_000)
        .optional()
        .describe(
          "Concurrent runs set aside for, and allowed to, each function. Left out: the account's pool.",
        ),
      logLevel: z
        .enum(["DEBUG", "INFO", "WARN", "ERROR"])
        .default("INFO")
        .describe("Least level that the functions log."),
    })
    .prefault({})
    .describe("Lambda functions behind the API.");

/** Pages that may call. */
export const allowOrigins = z
  .array(z.string().refine(isOrigin, "an exact https origin such as https://shop.example.com"))
  .default([])
  .describe("Origins whose pages may call the API. Empty: none.");

/** Cross-origin calls of an API that answers preflight requests. */
export const cors = (maxAgeSeconds: number) =>
  z
    .strictObject({
      allowOrigins,
      maxAgeSeconds: whole(0, 86_400)
        .default(maxAgeSeconds)
        .describe("How long a browser keeps the answer to a preflight request."),
    })
    .prefault({})
    .describe("Cross-origin calls.");

/** A service outside of AWS, or in another VPC, that an internal load balancer leads to. */
export const privateBackend = z
  .strictObject({
    hostName: z
      .string()
      .regex(hostName, "a lower-case domain name such as stock.corp.example.com")
      .describe("Name in the service's own certificate; API Gateway verifies it."),
    addresses: z
      .array(z.string().refine(isIpv4Address, "an IPv4 address such as 10.80.0.11"))
      .min(1)
      .describe("Addresses of the service, reachable from the VPC (VPN, Direct Connect, peering)."),
    port: whole(1, 65_535).default(443).describe("TCP port on which the service speaks TLS."),
  })
  .optional()
  .describe(
    "HTTPS service behind an internal Network Load Balancer, which is paid by the hour. Left out: the operations that need it are not declared.",
  );
