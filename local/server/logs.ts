import { type WriteStream, createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";

/** The rehearsal's CloudWatch Logs: one file per log group. */
export interface Logs {
  /** Appends a line to a log group, given by name or ARN. */
  write(logGroup: string, line: string): void;
  readonly directory: string;
  close(): Promise<void>;
}

/**
 * Log groups as files `<directory>/<group>.log`, emptied at start. A file that cannot be written loses its lines and
 * nothing else: a full disk must not stop an answer.
 */
export function fileLogs(directory: string): Logs {
  const streams = new Map<string, WriteStream>();
  const open = (group: string) => {
    mkdirSync(directory, { recursive: true });
    const stream = createWriteStream(join(directory, `${fileName(group)}.log`), { flags: "w" });
    stream.on("error", () => undefined);
    streams.set(group, stream);
    return stream;
  };
  return {
    directory,
    write: (group, line) => void (streams.get(group) ?? open(group)).write(`${line}\n`),
    close: async () => {
      await Promise.all([...streams.values()].map((stream) => new Promise((resolve) => stream.end(resolve))));
    },
  };
}

/** `arn:aws:logs:eu-west-1:1234:log-group:/aws/x:*` or `/aws/x` → `aws.x`: safe on every file system. */
function fileName(group: string): string {
  const name = /:log-group:([^:]+)/.exec(group)?.[1] ?? group;
  return name.replace(/[^A-Za-z0-9_-]+/g, ".").replace(/^\.+|\.+$/g, "") || "log";
}
