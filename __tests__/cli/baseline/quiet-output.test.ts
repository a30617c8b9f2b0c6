import { QuietOutput } from '../../../src/cli/baseline/quiet-output'
import { recordingTerminal } from '../support/recording-terminal'

const said = (...chunks: string[]) => {
  const terminal = recordingTerminal()
  const output = new QuietOutput(terminal)
  for (const chunk of chunks) output.add(chunk)
  output.end()
  return terminal.stderr
}

test('a file that Jest lists again, in its summary of all failing tests, counts once', () => {
  expect(
    said(
      'PASS ./a.test.js\nFA',
      'IL ./b.test.js (5.2 s, 40 MB heap size)\n  ● b\n',
      'Summary of all failing tests\nFAIL ./b.test.js\n  ● b\n',
    ),
  ).toEqual(['leakguard baseline: 2 test files ran, in 1 of them something leaks or fails'])
})

test('the same path in two projects is two files', () => {
  expect(said('PASS web ./a.test.js\nPASS api ./a.test.js\n')).toEqual([
    'leakguard baseline: 2 test files ran',
  ])
})
