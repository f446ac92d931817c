import { type WriteStream, createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";

/** The rehearsal's CloudWatch Logs: one file per log group. */
export interface Logs {
  /** Appends a line to a log group, given by name or ARN. */
  write(logGroup: string, line: string): void;
  readonly directory: string;
  close(): Promise<void>;
}

/** How long a line may wait for others. Under load, one write for many costs a fraction of one for each. */
const LONGEST_WAIT_MS = 20;
/** Lines wait as bytes: as text they would be thousands of small objects that each garbage collection moves. */
const BATCH_BYTES = 256 * 1024;
/** UTF-8 takes at most so many bytes for a UTF-16 code unit. */
const BYTES_PER_UNIT = 3;
const LINE_FEED = 10;

/** A log group's file, and the lines that wait to be written. */
interface LogFile {
  readonly stream: WriteStream;
  /** Absent when nothing waits. */
  batch: Buffer | undefined;
  used: number;
  /** A batch that is written, for the next lines. */
  spare: Buffer | undefined;
}

/**
 * Log groups as files `<directory>/<group>.log`, emptied at start. A file that cannot be written loses its lines and
 * nothing else: a full disk must not stop an answer.
 */
export function fileLogs(directory: string): Logs {
  const files = new Map<string, LogFile>();
  const open = (group: string): LogFile => {
    try {
      mkdirSync(directory, { recursive: true });
    } catch {
      // The stream meets the same and says so to nobody.
    }
    const stream = createWriteStream(join(directory, `${fileName(group)}.log`), { flags: "w" });
    stream.on("error", () => undefined);
    const file: LogFile = { stream, batch: undefined, used: 0, spare: undefined };
    files.set(group, file);
    return file;
  };
  const flush = (file: LogFile) => {
    const { batch, used } = file;
    file.batch = undefined;
    if (batch === undefined) return;
    file.stream.write(batch.subarray(0, used), () => {
      if (batch.length === BATCH_BYTES) file.spare = batch;
    });
  };
  return {
    directory,
    write: (group, line) => {
      const file = files.get(group) ?? open(group);
      const room = line.length * BYTES_PER_UNIT + 1;
      if (file.batch !== undefined && file.used + room > BATCH_BYTES) flush(file);
      if (file.batch === undefined) {
        file.batch = nextBatch(file, room);
        file.used = 0;
        setTimeout(flush, LONGEST_WAIT_MS, file);
      }
      file.used += file.batch.write(line, file.used);
      file.batch[file.used++] = LINE_FEED;
    },
    close: async () => {
      await Promise.all(
        [...files.values()].map((file) => {
          flush(file);
          return new Promise((resolve) => file.stream.end(resolve));
        }),
      );
    },
  };
}

function nextBatch(file: LogFile, room: number): Buffer {
  if (room > BATCH_BYTES) return Buffer.allocUnsafeSlow(room);
  const batch = file.spare ?? Buffer.allocUnsafeSlow(BATCH_BYTES);
  file.spare = undefined;
  return batch;
}

/** `arn:aws:logs:eu-west-1:1234:log-group:/aws/x:*` or `/aws/x` → `aws.x`: safe on every file system. */
function fileName(group: string): string {
  const name = /:log-group:([^:]+)/.exec(group)?.[1] ?? group;
  return name.replace(/[^A-Za-z0-9_-]+/g, ".").replace(/^\.+|\.+$/g, "") || "log";
}
