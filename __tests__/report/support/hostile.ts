import type { Report } from '../../../src/report/model/model'
import { fileRecord, fileResult, lateRecord, leak, report } from './records'

/** Names that mean something to some reader of a report. */
export const hostileNames: readonly string[] = [
  '</script><script>globalThis.pwned = 1</script>',
  '"><img src=x onerror="globalThis.pwned=1">',
  "' onmouseover='globalThis.pwned=1",
  '<!-- --> <![CDATA[ ]]> <?xml version="1.0"?>',
  ']]></failure><testcase name="forged"/>',
  '&lt;b&gt; &amp; &#60;script&#62;',
  '</pre></details><script>globalThis.pwned=1</script>',
  '```\n# heading\n```',
  '[click](javascript:globalThis.pwned=1) ![](https://example.com/x.png) @everyone #1',
  '**bold** _it_ `code` ~~gone~~ | cell | <b>raw</b>',
  '::error file=forged.js,line=1::forged',
  'first\n::set-output name=x::y\r\n::stop-commands::z',
  '%0A::error::decoded%25',
  'a: b, c=d',
  '\u001b[31mred\u001b[0m \u001b]8;;https://example.com\u0007link\u001b]8;;\u0007 \u001b[2J\u0007\u0008',
  '\u009b31mC1 control',
  'null \u0000 byte, \ufffe and \uffff',
  'turned \u202egnp.exe\u202c around \u2066x\u2069',
  'line\u2028separator\u2029s',
  'lone \ud800 surrogate \udc00',
  '{0} {{1}} {"text": "x"}',
  '__proto__',
  'constructor',
  '${process.exit(1)} {{7*7}} <%= 7*7 %>',
  '=HYPERLINK("https://example.com")',
  'x'.repeat(5000),
  '   ',
  '🧨 عربى 漢字',
]

/** Each name wherever a suite can put one: titles, paths, messages, frames, packages, code, projects, reasons. */
export function hostileReport(names: readonly string[] = hostileNames): Report {
  const records = names.flatMap((name, index) => {
    const file = `${String(index)}-${name.replaceAll('/', '∕')}.test.js`
    const hostile = {
      owner: { kind: 'test', path: [name, name], file },
      site: { file: `src/${name.replaceAll('/', '∕')}.js`, line: 3, column: 5 },
      frames: [`at ${name} (src/poll.js:3:5)`],
      headline: `this test leaked ${name}`,
      help: name,
      closed: name,
      facts: { path: name },
    } as const
    const packages = { opener: { name, version: name }, helper: { name, version: name } }
    return [
      fileRecord(file, [
        leak(hostile),
        leak({ ...hostile, severity: 'warn', thirdParty: true, ...packages }),
        leak({ ...hostile, accepted: { by: 'allowance', reason: name, where: name } }),
      ]),
      lateRecord(file, leak(hostile)),
    ]
  })
  return report({
    records: [...records, { schema: 1, kind: 'notice', text: names.join() }],
    results: names.map((name, index) =>
      fileResult(`crashed-${String(index)}.test.js`, { problem: name, tests: none }),
    ),
    excerptOf: () => ({ first: 1, lines: names.map((name) => name.split('\n').join(' ')) }),
  })
}

const none = { passed: 0, failed: 0, skipped: 0 }

/** Characters that control a terminal or turn text around; a tab and the end of a line are text. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
export const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/
