import type { Clock } from "../clock";

/**
 * The token bucket of API Gateway's throttles: it holds `burstLimit` tokens and gains `rateLimit` of them a second
 * (apigateway/latest/developerguide/api-gateway-request-throttling.html). It starts full.
 */
export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  constructor(
    private readonly clock: Clock,
    private readonly rateLimit: number,
    private readonly burstLimit: number,
  ) {
    this.tokens = burstLimit;
    this.filledAt = clock.now();
  }

  /** Takes one token; false when there is none. */
  take(): boolean {
    const now = this.clock.now();
    // A clock that steps back gives nothing and takes nothing.
    const elapsed = Math.max(0, now - this.filledAt);
    this.tokens = Math.min(this.burstLimit, this.tokens + (elapsed / 1000) * this.rateLimit);
    this.filledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
