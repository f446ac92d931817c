import { createHash } from "node:crypto";

import type { Clock } from "../clock";
import type { WebIdentity } from "./webIdentity";

/** Credentials that end. */
export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** A role in somebody's hands. */
export interface WebIdentitySession {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly identity: WebIdentity;
  readonly credentials: TemporaryCredentials;
}

/** Sessions that have ended are told from unknown ones for this long. */
const REMEMBERED_MILLISECONDS = 60 * 60_000;

const digest = (text: string): string => createHash("sha256").update(text).digest("hex").toUpperCase();

/**
 * The sessions that identity pools have handed out, in memory. They outlast a compilation; what their role may do is
 * what the program says when they are used.
 */
export class WebIdentitySessions {
  private readonly byAccessKey = new Map<string, WebIdentitySession>();

  /** @param random must not be guessable: credentials are made of it */
  constructor(
    private readonly clock: Clock,
    private readonly random: () => string,
  ) {}

  /** New credentials of a role. */
  open(session: Omit<WebIdentitySession, "credentials">, seconds: number): TemporaryCredentials {
    const now = this.clock.now();
    for (const [key, { credentials }] of this.byAccessKey)
      if (credentials.expiresAt + REMEMBERED_MILLISECONDS < now) this.byAccessKey.delete(key);
    const seed = this.random();
    const credentials = {
      accessKeyId: `ASIAGATEHOUSE${digest(`key ${seed}`).slice(0, 7)}`,
      secretAccessKey: `rehearsal/${digest(`secret ${seed}`).slice(0, 30)}`,
      sessionToken: `rehearsal-${digest(`session ${seed}`).slice(0, 40)}`,
      expiresAt: now + seconds * 1000,
    };
    this.byAccessKey.set(credentials.accessKeyId, { ...session, credentials });
    return credentials;
  }

  find(accessKeyId: string): WebIdentitySession | undefined {
    return this.byAccessKey.get(accessKeyId);
  }
}
