import type { Clock } from "../clock";
import type { Gate } from "../runtime";
import { TokenBucket } from "./tokenBucket";

/** Requests per second and bucket size; undefined or negative: no limit at this level. */
export interface ThrottleLimits {
  readonly rateLimit: number | undefined;
  readonly burstLimit: number | undefined;
}

/** A method's own bucket, or undefined when it has no limit. */
export function methodBucket(limits: ThrottleLimits, clock: Clock): TokenBucket | undefined {
  const { rateLimit = -1, burstLimit = -1 } = limits;
  if (rateLimit < 0 && burstLimit < 0) return undefined;
  // One of the two alone: the other is unlimited.
  return new TokenBucket(clock, rateLimit < 0 ? Infinity : rateLimit, burstLimit < 0 ? Infinity : burstLimit);
}

/** Stage and method throttle, then that of the account in the Region, in AWS's order. */
export function throttleGate(method: TokenBucket | undefined, account: TokenBucket): Gate {
  return (context) => {
    const level = method !== undefined && !method.take() ? "method" : account.take() ? undefined : "account";
    if (level === undefined) {
      context.note("throttle", "pass");
      return undefined;
    }
    context.note("throttle", "deny", `${level} limit exceeded`);
    return context.arrival.stage.responses.answer(context, "THROTTLED");
  };
}
