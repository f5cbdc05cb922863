/**
 * Splits a command line into words the way POSIX shells quote (https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html#tag_18_02);
 * good enough for cmd.exe, whose quotes are the double ones. Operators end a command and start the next.
 *
 *     python -c "import os" && rm -f x     [["python", "-c", "import os"], ["rm", "-f", "x"]]
 */

/** The simple commands of a line, each a list of words. Total; an open quote ends with the line. */
export function splitCommands(line: string): string[][] {
  const commands: string[][] = [[]];
  let word: string | undefined;
  const end = (): void => {
    if (word !== undefined) commands.at(-1)!.push(word);
    word = undefined;
  };
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!;
    if (c === "'" || c === '"') {
      let close = i + 1;
      let text = '';
      while (close < line.length && line[close] !== c) {
        if (c === '"' && line[close] === '\\' && /["\\$`]/.test(line[close + 1] ?? '')) close++;
        text += line[close++];
      }
      word = (word ?? '') + text;
      i = close;
    } else if (c === '\\' && /[\s"'\\&|;()$`]/.test(line[i + 1] ?? '')) {
      word = (word ?? '') + line[++i];
    } else if (/\s/.test(c) && c !== '\n') {
      end();
    } else if (/[\n;&|()]/.test(c)) {
      end();
      if (commands.at(-1)!.length > 0) commands.push([]);
    } else {
      word = (word ?? '') + c;
    }
  }
  end();
  return commands.filter((command) => command.length > 0);
}
