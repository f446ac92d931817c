/** Breaks a text into lines of at most `width` columns at spaces; a longer word stands alone, so that it can be copied. */
export function fold(text: string, width: number, indent: string): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of clean(text).split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && indent.length + longer.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, indent + line];
}

/** Values of a program may hold line breaks and terminal escapes; a report must not pass them on. */
function clean(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, " ")
    .replace(/ +/g, " ")
    .trim();
}
