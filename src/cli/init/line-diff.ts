const around = 3

/** One hunk from the first to the last line that differs, as `diff -u` has it; empty when nothing does. */
export function lineDiff(file: string, before: string, after: string): string {
  if (before === after) return ''
  const [old, next] = [linesOf(before), linesOf(after)]
  let start = 0
  while (start < old.length && start < next.length && old[start] === next[start]) start++
  let end = 0
  while (end < Math.min(old.length, next.length) - start && old.at(-1 - end) === next.at(-1 - end)) end++
  const first = Math.max(0, start - around)
  const tail = Math.min(end, around)
  const [removed, added] = [old.slice(start, old.length - end), next.slice(start, next.length - end)]
  const kept = (from: number, to: number): string[] => old.slice(from, to).map((line) => ` ${line}`)
  const length = (lines: number): number => start - first + lines + tail
  return [
    `--- ${before === '' ? '/dev/null' : `a/${file}`}`,
    `+++ b/${file}`,
    `@@ -${String(before === '' ? 0 : first + 1)},${String(length(removed.length))} +${String(first + 1)},${String(length(added.length))} @@`,
    ...kept(first, start),
    ...removed.map((line) => `-${line}`),
    ...added.map((line) => `+${line}`),
    ...kept(old.length - end, old.length - end + tail),
  ].join('\n')
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}
