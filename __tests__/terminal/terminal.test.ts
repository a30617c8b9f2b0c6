import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** What the built terminal does in a process of its own, whose streams are pipes. */
function terminalOf(script: string, env: NodeJS.ProcessEnv) {
  const path = join(__dirname, '../../build/terminal/terminal.js')
  const code = `const { terminal } = require(${JSON.stringify(path)}); ${script}`
  const { PATH } = process.env
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', code], {
    env: { PATH, ...env },
    encoding: 'utf8',
  })
  return { stdout, stderr }
}

test('data goes to stdout and words to stderr', () => {
  expect(terminalOf("terminal.data('a'); terminal.say('b')", {})).toEqual({ stdout: 'a\n', stderr: 'b\n' })
})

test.each([
  ['a pipe gets no colours', {}, 'x'],
  ['FORCE_COLOR wins over that', { FORCE_COLOR: '1' }, '\u001B[31mx\u001B[39m'],
  ['NO_COLOR is heard', { NO_COLOR: '1' }, 'x'],
])('%s', (_what, env, expected) => {
  expect(terminalOf("terminal.data(terminal.style('red', 'x'))", env).stdout).toBe(`${expected}\n`)
})
