import type { Policies } from "@pulumi/policy";
import type { Handler } from "./serving";

/** What gRPC knows of one kind of request: how it is decoded, and of what class the answer is. */
interface Method {
  readonly requestDeserialize?: (bytes: Buffer) => unknown;
  readonly responseType?: new () => unknown;
}
/** What gRPC knows of a server: its kinds of requests. */
export type Service = Readonly<Record<string, Method>>;

/** Whether one of the policies would change resources. */
export const remediates = (policies: Policies): boolean =>
  policies.some((policy) => "remediateResource" in policy && policy.remediateResource !== undefined);

/**
 * The engine asks about each resource whether the pack would change it, and the program waits for the answer. Where no
 * policy does, the answer is empty whatever stands in the request, which is not even decoded then.
 *
 * @returns How to decode and to answer; undefined where the SDK does not tell of what class an answer is.
 */
export function unreadRemediation({
  remediate,
}: Service):
  { readonly method: Service; readonly handler: { readonly remediate: Handler<unknown> } } | undefined {
  const Response = remediate?.responseType;
  if (Response === undefined) return undefined;
  return {
    method: { remediate: { ...remediate, requestDeserialize: () => ({}) } },
    handler: { remediate: (_, callback) => callback(undefined, new Response()) },
  };
}
