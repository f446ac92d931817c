import { fileURLToPath } from "node:url";

/** What esbuild says of a file that it cannot parse: `Message` in its API. Lines count from 1, columns from 0. */
export interface SyntaxMessage {
  readonly text: string;
  readonly location: { readonly file: string; readonly line: number; readonly column: number } | null;
}

/** What esbuild says of sources that it cannot parse; undefined for any other failure. */
export function syntaxMessages(failure: unknown): readonly SyntaxMessage[] | undefined {
  const { errors } = (failure ?? {}) as { errors?: readonly SyntaxMessage[] };
  return Array.isArray(errors) && errors.every(({ text }) => typeof text === "string") ? errors : undefined;
}

/** `file:line:column` of a message, the column from 1, with the file as `written` gives it; undefined for none. */
export const syntaxPlace = (
  { location }: SyntaxMessage,
  written: (file: string) => string = (file) => file,
): string | undefined =>
  location ? `${written(location.file)}:${location.line}:${location.column + 1}` : undefined;

/** The topmost place of a stack trace in a file of these: `file:line:column`, the file absolute. */
export function firstFrame(failure: unknown, isOwn: (file: string) => boolean): string | undefined {
  const { stack = "" } = failure instanceof Error ? failure : {};
  for (const [, named = "", position] of stack.matchAll(/^\s+at (?:.*\()?(.+?)(:\d+:\d+)\)?$/gm)) {
    const file = named.startsWith("file://") ? fileURLToPath(named) : named;
    if (isOwn(file)) return `${file}${position}`;
  }
  return undefined;
}
