import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { threadId } from "node:worker_threads";

/** Files that are slow to make, kept in a folder from one environment or rehearsal to the next. */
export interface KeptFiles {
  /** Undefined when there is no such file, or not the whole of it. */
  read(key: string): Buffer | undefined;
  keep(key: string, content: Uint8Array): void;
}

/** The key says all that the content depends on; each file begins with the digest of what follows. */
export function keptFiles(folder: string): KeptFiles {
  const place = (key: string) => join(folder, digest(key).toString("hex").slice(0, 40));
  return {
    read(key) {
      try {
        const whole = readFileSync(place(key));
        const content = whole.subarray(DIGEST_BYTES);
        return digest(content).equals(whole.subarray(0, DIGEST_BYTES)) ? content : undefined;
      } catch {
        return undefined;
      }
    },
    keep(key, content) {
      try {
        mkdirSync(folder, { recursive: true });
        const unfinished = `${place(key)}.${process.pid}.${threadId}`;
        writeFileSync(unfinished, Buffer.concat([digest(content), content]));
        renameSync(unfinished, place(key));
      } catch {
        // A folder that cannot be written to only costs time.
      }
    },
  };
}

const DIGEST_BYTES = 32;
const digest = (content: string | Uint8Array): Buffer => createHash("sha256").update(content).digest();
