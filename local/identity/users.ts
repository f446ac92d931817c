import { createHash } from "node:crypto";
import type { PoolDeclaration } from "./pools";
import { base32 } from "./totp";

/** Someone who can sign in. */
export interface User {
  /** What is typed to sign in. */
  readonly signInName: string;
  /** `cognito:username`: the sub where people sign in with their address. */
  readonly username: string;
  readonly sub: string;
  readonly password: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly groups: readonly string[];
  /** Secret of the authenticator app, in base32; there when the pool demands a second factor. */
  readonly totpSecret?: string;
}

/** People of every rehearsal: Ada is in all groups, Grace in none. */
const SEEDED = ["ada", "grace"] as const;

/**
 * The users of a pool: the seeded ones and those that the program declares. All that a rehearsal makes up follows
 * from names, so that it is the same at each start. Passwords have all four kinds of characters and the demanded length.
 */
export function usersOf(pool: PoolDeclaration): User[] {
  const seeded = SEEDED.map((name) => ({
    username: pool.signInByEmail ? `${name}@example.com` : name,
    password: undefined,
    attributes: { email: `${name}@example.com`, email_verified: "true" } as Readonly<Record<string, string>>,
    groups: name === "ada" ? pool.groups : [],
  }));
  return [...seeded, ...pool.users].map(({ username, password, attributes, groups }) => {
    const sub = attributes.sub ?? uuidOf(`${pool.id} ${username}`);
    const byAddress = username.includes("@");
    return {
      signInName: username,
      username: pool.signInByEmail ? sub : username,
      sub,
      password: password ?? passwordOf(username, pool.passwordPolicy.minimumLength),
      email: attributes.email ?? (byAddress ? username : `${username}@example.com`),
      emailVerified: attributes.email_verified === "true",
      groups,
      ...(pool.mfa === "ON" && pool.softwareToken && { totpSecret: totpSecretOf(pool.id, username) }),
    };
  });
}

/** The user of a pool by what was typed: sign-in name, address, or user name; case does not count. */
export function findUser(users: readonly User[], typed: string): User | undefined {
  const wanted = typed.trim().toLowerCase();
  return users.find(({ signInName, email, username }) =>
    [signInName, email, username].some((name) => name.toLowerCase() === wanted),
  );
}

function passwordOf(username: string, minimumLength: number): string {
  const name = username.replace(/@.*/, "").replace(/[^a-z0-9]/gi, "");
  const short = `Rehearse-1-${name}`;
  return short.padEnd(minimumLength, "-again");
}

const hash = (text: string): Buffer => createHash("sha256").update(`rehearsal ${text}`).digest();

/** A UUID that is the same for the same text. */
export function uuidOf(text: string): string {
  const hex = hash(text).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const totpSecretOf = (poolId: string, username: string): string =>
  base32(hash(`${poolId} ${username} totp`).subarray(0, 20));
