import { createPrivateKey, createPublicKey, generateKeyPair } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { calculateJwkThumbprint, exportJWK } from "jose";
import type { JWK } from "jose";

/** What signs a pool's tokens. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** As in the pool's JWKS. */
  readonly jwk: JWK;
}

/**
 * One 2048-bit RSA key per pool, made off the main thread when it is first asked for (50 to 200 ms). With a folder,
 * keys outlast the rehearsal, and so do the tokens they signed.
 */
export class Keys {
  private readonly keys = new Map<string, Promise<SigningKey>>();

  constructor(private readonly folder?: string) {}

  /** The key of a pool; starts making it. */
  of(poolId: string): Promise<SigningKey> {
    let key = this.keys.get(poolId);
    if (!key) {
      key = this.read(poolId).then((kept) => kept ?? this.make(poolId));
      // Whoever awaits it later gets the failure; until then it is not unhandled.
      key.catch(() => this.keys.delete(poolId));
      this.keys.set(poolId, key);
    }
    return key;
  }

  private async read(poolId: string): Promise<SigningKey | undefined> {
    if (this.folder === undefined) return undefined;
    try {
      return await signingKey(createPrivateKey(await readFile(this.file(poolId), "utf8")));
    } catch {
      // Not there, or damaged: a new one takes its place.
      return undefined;
    }
  }

  private async make(poolId: string): Promise<SigningKey> {
    const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
    if (this.folder !== undefined) {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await writeFile(this.file(poolId), privateKey.export({ type: "pkcs8", format: "pem" }), {
        mode: 0o600,
      });
    }
    return signingKey(privateKey);
  }

  private file(poolId: string): string {
    return join(this.folder ?? "", `${poolId.replace(/[^\w-]/g, "_")}.pem`);
  }
}

async function signingKey(privateKey: KeyObject): Promise<SigningKey> {
  const publicKey = createPublicKey(privateKey);
  const { kty, n, e } = await exportJWK(publicKey);
  const parameters = { kty, n, e } as JWK;
  const kid = await calculateJwkThumbprint(parameters);
  return { kid, privateKey, publicKey, jwk: { ...parameters, alg: "RS256", kid, use: "sig" } };
}
