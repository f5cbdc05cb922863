/**
 * The simple commands of a line of shell text, as lists of words, for those who only want to know which programs it names; script.ts
 * reads the rest.
 *
 *     python -c "import os" && rm -f x     [["python", "-c", "import os"], ["rm", "-f", "x"]]
 */
import { readShell, type Script } from './script';

/** Assignments before a command stand as words before it. Total; an open quote ends with the line. */
export function splitCommands(line: string): string[][] {
  const commands: string[][] = [];
  const collect = (script: Script): void => {
    for (const { commands: parts } of script) {
      for (const { assignments, words, group } of parts) {
        const all = [...assignments.map(({ name, value }) => `${name}=${value.text}`), ...words.map(({ text }) => text)];
        if (all.length > 0) commands.push(all);
        if (group) collect(group);
      }
    }
  };
  collect(readShell(line));
  return commands;
}
