/** One line of JSON that a function wrote. */
export type Line = Readonly<Record<string, unknown>>;

/**
 * For the tests of the suite that calls this: what Powertools write to the console during a test, which starts empty
 * for each. They write there if they were made with `POWERTOOLS_DEV=true`; in Lambda they have a console of their own.
 */
export function consoleLines(): Line[] {
  const lines: Line[] = [];
  const { log, info, warn, error } = console;
  const keep = (text: string): void => void lines.push(JSON.parse(text) as Line);
  beforeEach(() => {
    lines.length = 0;
    Object.assign(console, { log: keep, info: keep, warn: keep, error: keep });
  });
  afterEach(() => {
    Object.assign(console, { log, info, warn, error });
  });
  return lines;
}
