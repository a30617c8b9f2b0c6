// A page of `docs/kinds` has an example: files in code blocks whose first line is a comment with their path, and what
// Jest prints of the leak, in a block of `text`. Tests and `npm run projects` run the one and compare the other.
const fileBlock = /^```(?:jsx?|tsx?)\n\/\/ (\S+)\n([^]*?)^```$/gm
const outputBlock = /^```text\n([^]*?)^```$/m
/** As Jest prints it: title, error, code frame, stack. */
const failure = /^ {2}● [^\n]*\n\n {4}LeakError: [^]*?\n(?: {6}(?:at|…) [^\n]*\n)+/m

/** The files of a page by their path, and what it says that Jest prints. */
exports.readPage = (text) => ({
  files: Object.fromEntries(Array.from(text.matchAll(fileBlock), ([, path, source]) => [path, source])),
  output: outputBlock.exec(text)?.[1] ?? '',
})

/** The first leak that Jest has printed, without what differs from run to run and from machine to machine. */
exports.leakIn = (output) =>
  (failure.exec(output)?.[0] ?? '')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:40000')
    .replaceAll(/(\(|at )[\w./@+-]*?\/(?=node_modules\/)/g, '$1')

exports.withOutput = (text, output) => text.replace(outputBlock, () => `\`\`\`text\n${output}\`\`\``)
