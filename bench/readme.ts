/** One part's section of bench/README.md. */
export interface Section {
  readonly title: string;
  /** Without the heading. */
  readonly text: string;
}

const INTRODUCTION = `# Benchmarks

Written by \`npm run bench\`; \`npm run bench -- --only guard,functions\` measures some parts anew and leaves the others.
Ratios were taken side by side in one run and are medians; absolute figures depend on the machine and on what else it
did. Each section ends with the machine that it was measured on.
`;

/** The page with these sections in place of their older selves, in the given order of titles; others stay as they are. */
export function replaceSections(
  page: string,
  sections: readonly Section[],
  order: readonly string[],
): string {
  const known = new Map(
    page
      .split(/^## /m)
      .slice(1)
      .map((part): [string, string] => {
        const end = part.indexOf("\n");
        return [part.slice(0, end).trim(), part.slice(end + 1).trim()];
      }),
  );
  for (const { title, text } of sections) known.set(title, text.trim());
  const written = order.flatMap((title) => {
    const text = known.get(title);
    return text === undefined ? [] : [`## ${title}\n\n${text}\n`];
  });
  return [INTRODUCTION, ...written].join("\n");
}
