import type { Severity } from "../model/rule";

type Ink = (text: string) => string;

/** Colours, or none of them. */
export interface Paint {
  readonly bold: Ink;
  readonly dim: Ink;
  readonly red: Ink;
  readonly yellow: Ink;
  readonly green: Ink;
  readonly bySeverity: (severity: Severity, text: string) => string;
}

/** ANSI colours when wanted, else the text as it is. */
export function paint(color: boolean): Paint {
  const ink =
    (open: number, close: number): Ink =>
    (text) =>
      color ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  const bold = ink(1, 22);
  const red = ink(31, 39);
  const yellow = ink(33, 39);
  const inks: Record<Severity, Ink> = {
    critical: (text) => bold(red(text)),
    high: red,
    medium: yellow,
    low: bold,
  };
  return {
    bold,
    dim: ink(2, 22),
    red,
    yellow,
    green: ink(32, 39),
    bySeverity: (severity, text) => inks[severity](text),
  };
}
