/** One command of a script, as the words that the shell would hand to it. */
export type Words = readonly string[]

const separators = new Set(['&&', '||', ';', '|', '&', '\n'])
/** A word, quoted or not, with `$(...)` as a part of it; or what separates commands. */
const token = /&&|\|\||[;|&\n]|(?:\$\([^)]*\)|`[^`]*`|"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s;|&"'`\\])+/g

/** The commands of a script in their order; what only a shell can know, such as `$(...)`, stays as it is written. */
export function commandsIn(script: string): Words[] {
  const commands: string[][] = [[]]
  for (const [part] of script.matchAll(token)) {
    if (separators.has(part)) commands.push([])
    else commands.at(-1)?.push(unquoted(part))
  }
  return commands.filter((words) => words.length > 0)
}

function unquoted(part: string): string {
  return part.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g, (_whole, double, single, escaped) =>
    String(double ?? single ?? escaped).replace(/\\(["\\$`])/g, '$1'),
  )
}
