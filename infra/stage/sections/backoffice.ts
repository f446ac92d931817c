import { z } from "zod";
import { row } from "../default";
import { functions, privateBackend, throttle } from "./apiSettings";
import { hostLabel } from "./values";

/** What `gatehouse:stage.backoffice` may leave out. */
export const defaults = {
  requestsPerSecond: row(20, "people of one's own company; the account quota is shared by all its APIs"),
  burst: row(40, "twice the rate: one second of doubled traffic"),
  host: row("backoffice", "house rule: <api>.<zone>"),
  principals: row(
    "role/aws-reserved/sso.amazonaws.com/*",
    "roles that IAM Identity Center makes for people (its guide, Referencing permission sets)",
  ),
  requireMfa: row(
    false,
    "Identity Center asks for the second factor itself, and its sessions lack aws:MultiFactorAuthPresent",
  ),
  functionMemoryMegabytes: row(512, "a Node.js cold start is CPU bound, and CPU grows with memory"),
  functionTimeoutSeconds: row(10, "well under the 29 s that API Gateway waits"),
} as const;

const vpcEndpointId = z
  .string()
  .regex(/^vpce-([0-9a-f]{8}|[0-9a-f]{17})$/, "an id such as vpce-0123456789abcdef0");
const accountId = z.string().regex(/^[0-9]{12}$/, "an account id of 12 digits, in quotes");

/** `gatehouse:stage.backoffice` */
export const schema = z
  .strictObject({
    throttle: throttle(defaults.requestsPerSecond.value, defaults.burst.value),
    host: z
      .string()
      .regex(hostLabel, "one lower-case DNS label such as backoffice")
      .default(defaults.host.value)
      .describe(
        "Label of the API's host name, where the stage has a domain: <host>.<zoneName>, inside the VPC only.",
      ),
    callers: z
      .strictObject({
        vpcIds: z
          .array(z.string().regex(/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/, "an id such as vpc-0123456789abcdef0"))
          .default([])
          .describe("Other VPCs whose execute-api endpoints may call."),
        vpcEndpoints: z
          .array(
            z.strictObject({
              id: vpcEndpointId.describe("An execute-api interface endpoint of another account."),
              accountId: accountId.describe("The account that the endpoint and its callers are in."),
            }),
          )
          .default([])
          .describe(
            "Endpoints of other accounts that may call, without peering. The guard takes nobody's word for whose an endpoint is: list each id in policy/config/<stage>.json, too, as option `allowed` of private-api-vpce-own-account.",
          ),
      })
      .prefault({})
      .describe("Who may call beside this VPC."),
    operators: z
      .strictObject({
        trustedAccountIds: z
          .array(accountId)
          .default([])
          .describe("Accounts whose principals may take the operators' roles. Empty: this account only."),
        principals: z
          .string()
          .regex(
            /^(role|user)\/[\w+=,.@/*-]{2,512}$/,
            "role/<path and name> or user/<path and name>, * for any",
          )
          .default(defaults.principals.value)
          .describe("Who of these accounts may take them: the end of an IAM ARN, such as role/support-*."),
        requireMfa: z
          .boolean()
          .default(defaults.requireMfa.value)
          .describe(
            "Whether the credentials that take a role must have been got with a second factor. For IAM users; sessions of IAM Identity Center do not say.",
          ),
      })
      .prefault({})
      .describe("IAM roles of the people and programs that call."),
    privateBackend,
    functions: functions(
      {
        memoryMegabytes: defaults.functionMemoryMegabytes.value,
        timeoutSeconds: defaults.functionTimeoutSeconds.value,
      },
      28,
    ),
  })
  .describe("The back office: a private REST API.");
