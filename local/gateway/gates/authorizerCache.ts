import type { Clock } from "../clock";
import type { AuthorizerAnswer } from "./authorizerAnswer";

/** Entries kept for each authorizer of a stage; the oldest goes first. */
const LARGEST = 10_000;

/** Results of one Lambda authorizer in one stage, by identity sources. All its methods share them. */
export class AuthorizerCache {
  private readonly entries = new Map<
    string,
    { readonly answer: AuthorizerAnswer; readonly expiresAt: number }
  >();

  constructor(
    private readonly clock: Clock,
    private readonly ttlSeconds: number,
  ) {}

  get(key: string): AuthorizerAnswer | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.expiresAt > this.clock.now()) return entry.answer;
    this.entries.delete(key);
    return undefined;
  }

  set(key: string, answer: AuthorizerAnswer): void {
    this.entries.delete(key);
    this.entries.set(key, { answer, expiresAt: this.clock.now() + this.ttlSeconds * 1000 });
    const oldest = this.entries.size > LARGEST ? this.entries.keys().next() : undefined;
    if (oldest !== undefined && oldest.done !== true) this.entries.delete(oldest.value);
  }
}
