import { Screen } from '../../../src/cli/monitor/screen'

function terminal(rows: number) {
  const written: string[] = []
  const stream = { rows, columns: 80, write: (text: string) => void written.push(text) }
  return { written, screen: new Screen(stream as unknown as NodeJS.WriteStream) }
}

test('draws over what was there before, hides the cursor and gives it back', () => {
  const { written, screen } = terminal(24)
  screen.draw(['a', 'b'])
  screen.draw(['c'])
  screen.draw(['d', 'e'])
  screen.end()

  expect(written).toEqual([
    '\u001B[?25l',
    '\r\u001B[Ja\nb\n',
    '\u001B[2A\r\u001B[Jc\n',
    '\u001B[1A\r\u001B[Jd\ne\n',
    '\u001B[?25h',
  ])
})

test('lines that would scroll away are counted', () => {
  const { written, screen } = terminal(4)
  screen.draw(['1', '2', '3', '4', '5'])

  expect(written.at(-1)).toBe('\r\u001B[J1\n2\n… and 3 more\n')
})
