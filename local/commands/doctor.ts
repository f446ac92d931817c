import { examine, type Finding, processSurroundings } from "../doctor";
import { EXIT, type Terminal } from "./terminal";

export interface DoctorOptions {
  readonly json?: boolean;
}

/** `npm run doctor`: whether this machine and this checkout are ready. Exit 1 when something is wrong. */
export async function doctor(options: DoctorOptions, terminal: Terminal): Promise<number> {
  const findings = await examine(processSurroundings(process.cwd()));
  const wrong = findings.filter(({ verdict }) => verdict === "wrong").length;
  if (options.json) {
    terminal.out(JSON.stringify({ version: 1, ready: wrong === 0, findings }, null, 2));
    return wrong === 0 ? EXIT.ok : EXIT.refused;
  }
  for (const line of render(findings, terminal)) terminal.out(line);
  terminal.out("");
  terminal.out(
    wrong === 0
      ? "Ready: npm start"
      : `${wrong} ${wrong === 1 ? "thing is" : "things are"} wrong: npm start would fail.`,
  );
  return wrong === 0 ? EXIT.ok : EXIT.refused;
}

function render(findings: readonly Finding[], { colors }: Terminal): string[] {
  const paint = { ok: colors.green, note: colors.yellow, wrong: colors.red };
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  return findings.flatMap(({ subject, verdict, detail, fix }) => [
    `${paint[verdict](verdict.padEnd(5))}  ${subject.padEnd(width)}  ${detail}`,
    ...(fix === undefined ? [] : [`${" ".repeat(7 + width)}  fix: ${fix}`]),
  ]);
}
