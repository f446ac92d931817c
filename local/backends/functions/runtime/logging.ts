import { format } from "node:util";
import type { EnvironmentData } from "./protocol";

type Method = "trace" | "debug" | "log" | "info" | "warn" | "error";

const LEVELS: Readonly<Record<Method, string>> = {
  trace: "TRACE",
  debug: "DEBUG",
  log: "INFO",
  info: "INFO",
  warn: "WARN",
  error: "ERROR",
};
const ORDER = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];

/**
 * Sends console, stdout and stderr to the log. Lambda's runtime prefixes console lines with time, request id and
 * level (or makes JSON of them); what is written to the streams directly stays as it is.
 */
export function captureOutput(
  data: EnvironmentData,
  currentRequest: () => string | undefined,
  emit: (line: string) => void,
): typeof globalThis.console {
  const { console } = globalThis;
  const least = ORDER.indexOf(
    data.logFormat === "JSON" ? (process.env.AWS_LAMBDA_LOG_LEVEL ?? "INFO") : "TRACE",
  );
  for (const [method, level] of Object.entries(LEVELS)) {
    console[method as Method] = (...values: unknown[]) => {
      if (ORDER.indexOf(level) < least) return;
      emit(
        data.logFormat === "JSON"
          ? json(level, values, currentRequest())
          : line(level, values, currentRequest()),
      );
    };
  }
  for (const stream of [process.stdout, process.stderr]) stream.write = writer(emit);
  return console;
}

const line = (level: string, values: unknown[], requestId: string | undefined): string =>
  `${new Date().toISOString()}\t${requestId ?? "undefined"}\t${level}\t${format(...values)}`;

function json(level: string, values: unknown[], requestId: string | undefined): string {
  const [only] = values;
  const message = values.length === 1 && only !== null && typeof only === "object" ? only : format(...values);
  const entry = { timestamp: new Date().toISOString(), level, requestId, message };
  try {
    return JSON.stringify(entry);
  } catch {
    // A cycle or a BigInt: the formatted text can always be said.
    return JSON.stringify({ ...entry, message: format(...values) });
  }
}

type Write = typeof process.stdout.write;

function writer(emit: (line: string) => void): Write {
  let rest = "";
  return ((chunk: string | Uint8Array, encoding?: unknown, done?: unknown) => {
    const lines = (rest + (typeof chunk === "string" ? chunk : Buffer.from(chunk).toString())).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(emit);
    const callback = typeof encoding === "function" ? encoding : done;
    if (typeof callback === "function") process.nextTick(callback as () => void);
    return true;
  }) as Write;
}
