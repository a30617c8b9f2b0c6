import { version } from '../../../package.json'
import { json } from '../../../src/report/formats/json'
import { readDocument } from '../../../src/report/read/document'
import { hostileReport } from '../support/hostile'
import { everything, fileRecord, leak, report } from '../support/records'
import { directory } from '../support/directory'
import { writeReport } from '../support/report-files'

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

test.each([
  ['everything', everything()],
  ['nothing', report()],
  ['hostile names', hostileReport()],
  [
    'a line of more than a chunk',
    report({ records: [fileRecord('a.test.js', [leak({ help: 'ä€🧨'.repeat(50_000) })])] }),
  ],
])('%s comes back as it was written', (_what, given) => {
  expect(readDocument(writeReport('a.json', given), 'a.json')).toEqual(plain(given))
})

test('what another tool has laid out anew is read as well', () => {
  const path = writeReport('a.json', JSON.stringify(JSON.parse(json(everything())), null, 2))
  expect(readDocument(path, 'a.json')).toEqual(plain(everything()))
})

const text = json(everything())
const lines = text.split('\n')
const changed = (from: string, to: string): string => text.replace(from, to)

test.each([
  ['an empty file', '', 'incomplete', '`a.json` is empty'],
  ['only spaces', ' \n ', 'incomplete', '`a.json` is empty'],
  ['no JSON', 'hello', 'unusable', '`a.json` is no report of jest-leakguard: it is no JSON'],
  ['other JSON', '{"total":{"lines":{}}}', 'unusable', '`a.json` is no report of jest-leakguard'],
  ['a list', '[]', 'unusable', '`a.json` is no report of jest-leakguard'],
  [
    'cut off in a line',
    text.slice(0, text.length >> 1),
    'incomplete',
    '`a.json` is cut off: its end is missing',
  ],
  [
    'cut off between lines',
    `${lines.slice(0, 3).join('\n')}\n`,
    'incomplete',
    '`a.json` is cut off: its end is missing',
  ],
  ['cut off in the head', text.slice(0, 40), 'incomplete', '`a.json` is cut off: its end is missing'],
  [
    'a later schema',
    changed('"schema":1', '"schema":2'),
    'unusable',
    `\`a.json\` has report schema 2, expected 1: use the jest-leakguard that wrote it; this is ${version}`,
  ],
  [
    'a leak that is none',
    changed('"leaks":[{', '"leaks":[null,{'),
    'unusable',
    '`a.json` is no valid report: line 2 is not as schema/report.json has it',
  ],
  [
    'a broken line',
    changed('{"file":"app/b.test.js"', '{"file":"app/b.test.js'),
    'unusable',
    '`a.json` is no valid report: line 3 is not as schema/report.json has it',
  ],
  [
    'files out of order',
    changed('"file":"app/a.test.js"', '"file":"app/x.test.js"'),
    'unusable',
    '`a.json` is no valid report: the order at line 3 is not as schema/report.json has it',
  ],
])('%s is one clear line', (_what, content, kind, message) => {
  expect.assertions(1)
  try {
    readDocument(writeReport('a.json', content), 'a.json')
  } catch (error) {
    expect(error).toMatchObject({ name: 'ReportError', kind, message })
  }
})

test.each([
  ['missing.json', 'cannot read the report `x`: no such file'],
  ['.', '`x` is a directory, expected a report'],
])('%s cannot be read', (name, message) => {
  expect(() => readDocument(`${directory()}/${name}`, 'x')).toThrow(message)
})

test('fields of later versions survive', () => {
  const given = report({ records: [fileRecord('a.test.js', [], { later: { sockets: [1, 2] } })] })
  expect(readDocument(writeReport('a.json', given), 'a.json').files[0]).toMatchObject({
    later: { sockets: [1, 2] },
  })
})
